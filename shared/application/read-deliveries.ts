import type { Delivery, DeliveryState } from '../domain/delivery.ts';
import { renewed } from '../domain/endpoint.ts';
import { laterOf } from '../domain/instant.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Subscription } from '../domain/subscription.ts';
import { getSubscription, type OneSubscription } from './list-subscriptions.ts';
import type { Clock, Deliveries, Endpoints, Page, Subscriptions } from './ports.ts';

export interface ReadDeliveriesDependencies {
  readonly subscriptions: Pick<Subscriptions, 'get'>;
  readonly deliveries: Pick<Deliveries, 'get' | 'list'>;
  readonly endpoints: Pick<Endpoints, 'read'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** The deliveries of a subscription, newest first. A page may be short and not the last. @throws Refusal */
export const listDeliveries = async (
  dependencies: ReadDeliveriesDependencies,
  query: OneSubscription & {
    readonly state?: DeliveryState;
    readonly limit: number;
    readonly next?: string;
  },
): Promise<Page<Delivery>> => {
  const { reach, ...page } = query;
  const { deliveries, clock } = dependencies;
  const subscription = await getSubscription(dependencies, query);
  const { items, ...rest } = await deliveries.list({ ...page, now: clock.now() });
  return { ...rest, items: await expected(dependencies, subscription, items) };
};

/** @throws Refusal */
export const readDelivery = async (
  dependencies: Pick<ReadDeliveriesDependencies, 'subscriptions' | 'endpoints'> & {
    readonly deliveries: Pick<Deliveries, 'get'>;
  },
  { deliveryId, ...which }: OneSubscription & { readonly deliveryId: string },
): Promise<Delivery> => {
  const subscription = await getSubscription(dependencies, which);
  const { subscriptionId } = subscription;
  const delivery = await findDelivery(dependencies, { subscriptionId, deliveryId });
  const [seen = delivery] = await expected(dependencies, subscription, [delivery]);
  return seen;
};

/** With the next attempt as it is to be expected: not while the receiver pauses, none while it is disabled. */
const expected = async (
  { endpoints }: Pick<ReadDeliveriesDependencies, 'endpoints'>,
  { subscriptionId, state, renewedAt }: Subscription,
  deliveries: readonly Delivery[],
): Promise<Delivery[]> => {
  const endpoint = await endpoints.read(subscriptionId);
  const { pausedUntil = '' } = (endpoint && renewed(endpoint, renewedAt).health) ?? {};
  return deliveries.map(({ nextAttemptAt, ...delivery }) =>
    nextAttemptAt === undefined || state === 'disabled'
      ? delivery
      : { ...delivery, nextAttemptAt: laterOf(nextAttemptAt, pausedUntil) },
  );
};

/** A delivery to a subscription that the caller may see. @throws Refusal */
export const findDelivery = async (
  { deliveries }: { readonly deliveries: Pick<Deliveries, 'get'> },
  { subscriptionId, deliveryId }: Pick<Delivery, 'subscriptionId' | 'deliveryId'>,
): Promise<Delivery> => {
  const [delivery] = await deliveries.get(subscriptionId, [deliveryId]);
  if (delivery !== undefined) return delivery;
  throw new Refusal(
    'delivery_not_found',
    `The subscription has no delivery ${deliveryId}. Deliveries are kept for 30 days.`,
  );
};
