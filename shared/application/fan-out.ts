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

  return {
    place: async (event: CloudEvent): Promise<number> => {
      const now = clock.now();
      const deliveries = await Promise.all(
        enabled.map(async (subscription) => {
          const delivery = deliveryFor(subscription, event, { now });
          return delivery && placeDelivery(dependencies, subscription, delivery);
        }),
      );
      const asked = deliveries.filter((delivery) => delivery !== undefined);
      for (const { subscriptionId, deliveryId, state } of asked) {
        // What a repeat finds delivered or given up needs nobody.
        if (state !== 'waiting') continue;
        placed.set(subscriptionId, [...(placed.get(subscriptionId) ?? []), deliveryId]);
      }
      return asked.length;
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
