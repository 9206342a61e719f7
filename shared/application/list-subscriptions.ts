import { Refusal } from '../domain/refusal.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Page, Subscriptions } from './ports.ts';

/** Whose subscriptions the caller may see: an operator sees all. */
export type Reach = 'all' | { readonly organisation: string };

export const listSubscriptions = (
  { subscriptions }: { readonly subscriptions: Pick<Subscriptions, 'list'> },
  { reach, limit, next }: { readonly reach: Reach; readonly limit: number; readonly next?: string },
): Promise<Page<Subscription>> =>
  subscriptions.list({
    limit,
    ...(reach !== 'all' && { organisation: reach.organisation }),
    ...(next !== undefined && { next }),
  });

/** One subscription. Another organisation's is as unknown as one that does not exist. */
export const getSubscription = async (
  { subscriptions }: { readonly subscriptions: Pick<Subscriptions, 'get'> },
  { subscriptionId, reach }: { readonly subscriptionId: string; readonly reach: Reach },
): Promise<Subscription> => {
  const subscription = await subscriptions.get(subscriptionId);
  if (
    subscription === undefined ||
    (reach !== 'all' && subscription.organisation !== reach.organisation)
  ) {
    throw new Refusal('subscription_not_found', `There is no subscription ${subscriptionId}.`);
  }
  return subscription;
};
