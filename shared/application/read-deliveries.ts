import type { Delivery, DeliveryState } from '../domain/delivery.ts';
import { Refusal } from '../domain/refusal.ts';
import { getSubscription, type OneSubscription } from './list-subscriptions.ts';
import type { Clock, Deliveries, Page, Subscriptions } from './ports.ts';

export interface ReadDeliveriesDependencies {
  readonly subscriptions: Pick<Subscriptions, 'get'>;
  readonly deliveries: Pick<Deliveries, 'get' | 'list'>;
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
  await getSubscription(dependencies, query);
  return deliveries.list({ ...page, now: clock.now() });
};

/** @throws Refusal */
export const readDelivery = async (
  dependencies: Pick<ReadDeliveriesDependencies, 'subscriptions'> & {
    readonly deliveries: Pick<Deliveries, 'get'>;
  },
  { deliveryId, ...which }: OneSubscription & { readonly deliveryId: string },
): Promise<Delivery> => {
  const { subscriptionId } = await getSubscription(dependencies, which);
  return findDelivery(dependencies, { subscriptionId, deliveryId });
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
