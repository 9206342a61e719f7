import { newDelivery } from '../domain/delivery.ts';
import type { Instant } from '../domain/instant.ts';
import type { DisabledReason, Subscription } from '../domain/subscription.ts';
import { disabledEvent } from '../domain/subscription-event.ts';
import type { Clock, Deliveries, DeliveryQueue, Subscriptions } from './ports.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

export interface DisableSubscription {
  /** As it was when its receiver was tried. */
  readonly tried: Subscription;
  readonly reason: DisabledReason;
  readonly failingSince?: Instant | undefined;
}

/**
 * Disables a subscription on account of its receiver, unless its owner has disabled it, enabled it anew or
 * given it another target meanwhile; answers whether it did.
 */
export const disableSubscription = (
  dependencies: {
    readonly subscriptions: Pick<Subscriptions, 'get' | 'update'>;
    readonly clock: Pick<Clock, 'now'>;
  },
  { tried, reason, failingSince }: DisableSubscription,
): Promise<boolean> => {
  const { subscriptions, clock } = dependencies;
  return retryOnConflict(async () => {
    const latest = await subscriptions.get(tried.subscriptionId);
    if (latest?.state !== 'enabled' || latest.renewedAt !== tried.renewedAt) {
      return false;
    }
    await subscriptions.update({
      ...latest,
      state: 'disabled',
      disabledReason: reason,
      disabledAt: clock.now(),
      ...(reason === 'failing' && failingSince !== undefined && { failingSince }),
      revision: latest.revision + 1,
    });
    return true;
  });
};

export interface TellOwnerDependencies {
  readonly subscriptions: Pick<Subscriptions, 'list'>;
  readonly deliveries: Pick<Deliveries, 'create'>;
  readonly queue: DeliveryQueue;
}

/**
 * Tells the owner's other subscriptions that one was disabled on account of its receiver. Done again, it
 * says the same under the same id.
 */
export const tellOwner = async (
  { subscriptions, deliveries, queue }: TellOwnerDependencies,
  disabled: Subscription & { readonly disabledAt: Instant },
): Promise<void> => {
  const { subscriptionId: about, organisation, disabledAt } = disabled;
  const event = disabledEvent(disabled);
  let next: string | undefined;
  do {
    const page = await subscriptions.list({ organisation, limit: 100, ...(next && { next }) });
    const others = page.items.filter(
      ({ state, subscriptionId, createdAt }) =>
        state === 'enabled' && subscriptionId !== about && createdAt <= disabledAt,
    );
    const wakes = others.map(async ({ subscriptionId }) => {
      const delivery = newDelivery(event, { subscriptionId, event }, { now: disabledAt });
      const { deliveryId } = await deliveries.create(delivery);
      return { subscriptionId, deliveryIds: [deliveryId] };
    });
    await queue.wake(await Promise.all(wakes));
    next = page.next;
  } while (next !== undefined);
};
