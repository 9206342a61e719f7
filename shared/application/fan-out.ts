import type { Delivery } from '../domain/delivery.ts';
import type { CloudEvent } from '../domain/events.ts';
import { deliveryFor, placeDelivery } from './place-delivery.ts';
import type { Clock, Deliveries, DeliveryQueue, Duties, Subscriptions } from './ports.ts';

export interface FanOutDependencies {
  readonly subscriptions: Pick<Subscriptions, 'enabled'>;
  readonly deliveries: Pick<Deliveries, 'create'>;
  readonly duties: Pick<Duties, 'create'>;
  readonly queue: DeliveryQueue;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Reads the enabled subscriptions once for a batch of events. The read is consistent and comes after the
 * events were received, so a subscription that was there when an event was recorded is never missed.
 * `place` makes the deliveries of one event and answers how many; `wake` then tells their workers.
 * Both may be done again.
 */
export const fanOut = async (dependencies: FanOutDependencies) => {
  const { subscriptions, queue, clock } = dependencies;
  const enabled = await subscriptions.enabled();
  const placed = new Map<string, string[]>();

  /** What a repeat finds delivered or given up needs nobody. */
  const note = ({ subscriptionId, deliveryId, state }: Delivery) => {
    if (state !== 'waiting') return;
    placed.set(subscriptionId, [...(placed.get(subscriptionId) ?? []), deliveryId]);
  };

  return {
    place: async (event: CloudEvent): Promise<number> => {
      const now = clock.now();
      const outcomes = await Promise.allSettled(
        enabled.map(async (subscription) => {
          const delivery = deliveryFor(subscription, event, { now });
          if (delivery === undefined) return 0;
          note(await placeDelivery(dependencies, subscription, delivery));
          return 1;
        }),
      );
      // One that cannot be placed keeps no other from being woken.
      const failed = outcomes.find(({ status }) => status === 'rejected');
      if (failed?.status === 'rejected') throw failed.reason;
      return outcomes.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value : 0), 0);
    },

    wake: async (): Promise<void> => {
      const wakes = [...placed].map(([subscriptionId, deliveryIds]) => ({
        subscriptionId,
        deliveryIds,
      }));
      if (wakes.length > 0) await queue.wake(wakes);
    },
  };
};
