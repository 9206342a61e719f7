import { type Attempt, afterTest } from '../domain/delivery.ts';
import { healthy, isBroken, isPaused } from '../domain/endpoint.ts';
import { shift } from '../domain/instant.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Deliveries, DeliveryQueue, Endpoints, Ids, Subscriptions } from './ports.ts';
import { retryOnConflict } from './retry-on-conflict.ts';
import { type SendEventDependencies, sendEvent } from './send-event.ts';

export interface AttemptTestDependencies extends SendEventDependencies {
  readonly subscriptions: Pick<Subscriptions, 'get'>;
  readonly deliveries: Pick<Deliveries, 'get' | 'update'>;
  readonly endpoints: Pick<Endpoints, 'acquire' | 'release'>;
  readonly queue: DeliveryQueue;
  readonly ids: Ids;
}

const leaseMilliseconds = 10_000;

/**
 * Makes the one attempt at a test, whether or not the subscription is enabled or its receiver pauses; a
 * repeat answers with the attempt that was made. @throws Refusal where there is no such test
 */
export const attemptTest = async (
  dependencies: AttemptTestDependencies,
  { subscriptionId, deliveryId }: { readonly subscriptionId: string; readonly deliveryId: string },
): Promise<Attempt> => {
  const { subscriptions, deliveries } = dependencies;
  const [subscription, [delivery]] = await Promise.all([
    subscriptions.get(subscriptionId),
    deliveries.get(subscriptionId, [deliveryId]),
  ]);
  if (subscription === undefined) {
    throw new Refusal('subscription_not_found', `There is no subscription ${subscriptionId}.`);
  }
  if (delivery?.event?.type !== 'subscription.test') {
    throw new Refusal('delivery_not_found', `There is no test ${deliveryId}.`);
  }
  const [made] = delivery.attempts;
  if (made !== undefined) return made;

  const { attempt } = await sendEvent(dependencies, subscription, delivery.event);
  await retryOnConflict(async () => {
    const [latest] = await deliveries.get(subscriptionId, [deliveryId]);
    if (latest?.attempts.length === 0) await deliveries.update(afterTest(latest, attempt));
  });
  if (attempt.error === undefined) await recover(dependencies, subscriptionId);
  return attempt;
};

/** What waits for the receiver to come back need not wait any longer. A worker at it learns by itself. */
const recover = async (
  { endpoints, queue, clock, ids }: AttemptTestDependencies,
  subscriptionId: string,
): Promise<void> => {
  const worker = ids.next();
  const now = clock.now();
  const until = shift(now, leaseMilliseconds);
  const endpoint = await endpoints.acquire({ subscriptionId, worker, now, until });
  if (endpoint === undefined) return;
  const { health } = endpoint;
  const isDown = isBroken(health) || isPaused(health, now);
  const after = isDown ? { ...endpoint, health: { ...healthy, recoveringSince: now } } : endpoint;
  while (!(await endpoints.release(after, { worker, wakeAt: now })));
  await queue.wake([{ subscriptionId, deliveryIds: [] }]);
};
