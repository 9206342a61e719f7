import type { CloudEvent } from '../domain/events.ts';
import { matches } from '../domain/subscription.ts';
import type { DeliveryQueue, Subscriptions } from './ports.ts';

export interface FanOutDependencies {
  readonly subscriptions: Pick<Subscriptions, 'enabled'>;
  readonly deliveries: DeliveryQueue;
}

/**
 * Puts each event on its way to every enabled subscription that asks for it; how each one went, in
 * the order of the events. The subscriptions are read once, consistently and after the events were
 * received, so one that was created before an event was recorded is never missed.
 */
export const fanOut = async (
  { subscriptions, deliveries }: FanOutDependencies,
  events: readonly CloudEvent[],
): Promise<PromiseSettledResult<number>[]> => {
  const enabled = await subscriptions.enabled();
  return Promise.allSettled(
    events.map(async (event) => {
      const asking = enabled.filter(({ filter }) => matches(filter, event));
      if (asking.length > 0) {
        await deliveries.enqueue(asking.map(({ subscriptionId }) => ({ subscriptionId, event })));
      }
      return asking.length;
    }),
  );
};
