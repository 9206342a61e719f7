import type { Clock, DeliveryQueue, Endpoints } from './ports.ts';

/** Endpoints that one sweep wakes: the next one, a minute later, goes on. */
const most = 10_000;

/**
 * Wakes the workers of all endpoints for which something has become due: waits longer than a queue can
 * hold, workers that died, messages that were lost. A wake for what no longer waits does nothing.
 */
export const sweepDeliveries = async ({
  endpoints,
  queue,
  clock,
}: {
  readonly endpoints: Pick<Endpoints, 'due'>;
  readonly queue: DeliveryQueue;
  readonly clock: Pick<Clock, 'now'>;
}): Promise<{ readonly woken: number }> => {
  const due = await endpoints.due({ until: clock.now(), limit: most });
  await queue.wake(due.map((subscriptionId) => ({ subscriptionId, deliveryIds: [] })));
  return { woken: due.length };
};
