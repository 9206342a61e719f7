import { type Delivery, reopened } from '../domain/delivery.ts';
import { getEnabled, getSubscription, type OneSubscription } from './list-subscriptions.ts';
import { type Claim, once } from './once.ts';
import type { Clock, Deliveries, DeliveryQueue, Subscriptions } from './ports.ts';
import { findDelivery } from './read-deliveries.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

export interface RedeliverDependencies {
  readonly subscriptions: Pick<Subscriptions, 'get' | 'receipt'>;
  readonly deliveries: Pick<Deliveries, 'get' | 'update'>;
  readonly queue: DeliveryQueue;
  readonly clock: Pick<Clock, 'now'>;
}

/** Makes a delivery once more, with the same event id. @throws Refusal, ConflictError */
export const redeliver = async (
  dependencies: RedeliverDependencies,
  input: OneSubscription & {
    readonly deliveryId: string;
    readonly claim?: Claim | undefined;
  },
): Promise<Delivery> => {
  const { claim, deliveryId, ...which } = input;
  const { subscriptions, deliveries, queue, clock } = dependencies;
  const { subscriptionId } = which;
  const asked = { subscriptionId, deliveryId };
  const delivery = await once(
    subscriptions,
    claim,
    async () => {
      await getEnabled(dependencies, which);
      return retryOnConflict(async () => {
        const before = await findDelivery(dependencies, asked);
        const again = reopened(before, { now: clock.now() });
        await deliveries.update(again, claim && { ...claim, created: { deliveryId } });
        return again;
      });
    },
    async () => {
      await getSubscription(dependencies, which);
      return findDelivery(dependencies, asked);
    },
  );
  await queue.wake([{ subscriptionId, deliveryIds: [deliveryId] }]);
  return delivery;
};
