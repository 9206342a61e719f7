import type { Clock, DeliveryQueue, Endpoints, Subscriptions } from './ports.ts';

/** Endpoints that one sweep wakes: the next one, a minute later, goes on. */
const most = 10_000;

/**
 * Wakes the workers of all endpoints for which something has become due: waits longer than a queue can
 * hold, workers that died. Every half hour it wakes those of every enabled subscription, since of a delivery whose
 * first message was lost no endpoint knows. A wake for what no longer waits does nothing.
 */
export const sweepDeliveries = async ({
  subscriptions,
  endpoints,
  queue,
  clock,
}: {
  readonly subscriptions: Pick<Subscriptions, 'enabled'>;
  readonly endpoints: Pick<Endpoints, 'due'>;
  readonly queue: DeliveryQueue;
  readonly clock: Pick<Clock, 'now'>;
}): Promise<{ readonly woken: number }> => {
  const now = clock.now();
  const looksAtAll = new Date(now).getUTCMinutes() % 30 === 20;
  const [due, all] = await Promise.all([
    endpoints.due({ until: now, limit: most }),
    looksAtAll ? subscriptions.enabled() : [],
  ]);
  const woken = new Set([...due, ...all.map(({ subscriptionId }) => subscriptionId)]);
  if (woken.size > 0)
    await queue.wake([...woken].map((subscriptionId) => ({ subscriptionId, deliveryIds: [] })));
  return { woken: woken.size };
};
