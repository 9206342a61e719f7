import { newDelivery } from '../domain/delivery.ts';
import type { Instant } from '../domain/instant.ts';
import type { DisabledReason, Subscription } from '../domain/subscription.ts';
import { disabledEvent } from '../domain/subscription-event.ts';
import type { Clock, Deliveries, DeliveryQueue, Subscriptions } from './ports.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

export interface DisableSubscriptionDependencies {
  readonly subscriptions: Pick<Subscriptions, 'get' | 'list' | 'update'>;
  readonly deliveries: Pick<Deliveries, 'create'>;
  readonly queue: DeliveryQueue;
  readonly clock: Pick<Clock, 'now'>;
}

export interface DisableSubscription {
  readonly subscriptionId: string;
  readonly reason: DisabledReason;
  readonly failingSince?: Instant | undefined;
}

/**
 * Disables a subscription on account of its receiver, and tells the owner's other ones first, so that a
 * death in between is made up for by the next try. False where it was disabled or gone already.
 */
export const disableSubscription = (
  dependencies: DisableSubscriptionDependencies,
  { subscriptionId, reason, failingSince }: DisableSubscription,
): Promise<boolean> => {
  const { subscriptions, clock } = dependencies;
  return retryOnConflict(async () => {
    const subscription = await subscriptions.get(subscriptionId);
    if (subscription?.state !== 'enabled') return false;
    const event = disabledEvent(subscription, { reason, failingSince, now: clock.now() });
    await tellOwner(dependencies, subscription, event);
    const revision = subscription.revision + 1;
    await subscriptions.update({
      ...subscription,
      state: 'disabled',
      disabledReason: reason,
      revision,
    });
    return true;
  });
};

const tellOwner = async (
  { subscriptions, deliveries, queue, clock }: DisableSubscriptionDependencies,
  { subscriptionId: disabled, organisation }: Subscription,
  event: ReturnType<typeof disabledEvent>,
): Promise<void> => {
  const now = clock.now();
  const at = hourOf(now);
  let next: string | undefined;
  do {
    const page = await subscriptions.list({ organisation, limit: 100, ...(next && { next }) });
    const others = page.items.filter(
      ({ state, subscriptionId }) => state === 'enabled' && subscriptionId !== disabled,
    );
    const wakes = others.map(async ({ subscriptionId }) => {
      const delivery = newDelivery(event, { subscriptionId, event }, { now, at });
      const { deliveryId } = await deliveries.create(delivery);
      return { subscriptionId, deliveryIds: [deliveryId] };
    });
    await queue.wake(await Promise.all(wakes));
    next = page.next;
  } while (next !== undefined);
};

/** After a death the next try finds the delivery that stands, and does not tell it again in other words. */
const hourOf = (now: Instant): Instant => `${now.slice(0, '2026-07-01T08'.length)}:00:00.000Z`;
