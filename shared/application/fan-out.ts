import type { CloudEvent } from '../domain/events.ts';
import { matches } from '../domain/subscription.ts';
import type { DeliveryQueue, Subscriptions } from './ports.ts';

export interface FanOutDependencies {
  readonly subscriptions: Pick<Subscriptions, 'enabled'>;
  readonly deliveries: DeliveryQueue;
}

/**
 * Reads the enabled subscriptions once for a batch of events, and gives what puts one event on its
 * way to those that ask for it; it answers how many do. The read is consistent and comes after the
 * events were received, so a subscription that was there when an event was recorded is never missed.
 */
export const fanOut = async ({ subscriptions, deliveries }: FanOutDependencies) => {
  const enabled = await subscriptions.enabled();
  return async (event: CloudEvent): Promise<number> => {
    const asking = enabled.filter(({ filter }) => matches(filter, event));
    if (asking.length > 0) {
      await deliveries.enqueue(asking.map(({ subscriptionId }) => ({ subscriptionId, event })));
    }
    return asking.length;
  };
};
