import { Refusal } from '../domain/refusal.ts';
import type { Subscription } from '../domain/subscription.ts';
import { PreconditionFailedError } from './errors.ts';
import type { Page, Subscriptions } from './ports.ts';
import { isWithin, ownerIn, type Reach } from './reach.ts';

/** A subscription as a caller names it. */
export interface OneSubscription {
  readonly subscriptionId: string;
  readonly reach: Reach;
  /** From If-Match: those that a change may build on; any if undefined. */
  readonly revisions?: readonly number[] | undefined;
}

export const listSubscriptions = (
  { subscriptions }: { readonly subscriptions: Pick<Subscriptions, 'list'> },
  { reach, ...page }: { readonly reach: Reach; readonly limit: number; readonly next?: string },
): Promise<Page<Subscription>> => subscriptions.list({ ...ownerIn(reach), ...page });

/**
 * One subscription. Another organisation's is as unknown as one that does not exist.
 * @throws Refusal, PreconditionFailedError
 */
export const getSubscription = async (
  { subscriptions }: { readonly subscriptions: Pick<Subscriptions, 'get'> },
  { subscriptionId, reach, revisions }: OneSubscription,
): Promise<Subscription> => {
  const subscription = await subscriptions.get(subscriptionId);
  if (subscription === undefined || !isWithin(reach, subscription)) {
    throw new Refusal('subscription_not_found', `There is no subscription ${subscriptionId}.`);
  }
  if (revisions !== undefined && !revisions.includes(subscription.revision)) {
    throw new PreconditionFailedError(subscription.revision);
  }
  return subscription;
};

/** One that is enabled. @throws Refusal */
export const getEnabled = async (
  dependencies: { readonly subscriptions: Pick<Subscriptions, 'get'> },
  which: OneSubscription,
): Promise<Subscription> => {
  const subscription = await getSubscription(dependencies, which);
  if (subscription.state === 'enabled') return subscription;
  throw new Refusal(
    'subscription_disabled',
    'Nothing is sent while the subscription is disabled: enable it first.',
  );
};
