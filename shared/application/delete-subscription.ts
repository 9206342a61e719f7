import { getSubscription, type OneSubscription } from './list-subscriptions.ts';
import type { DeliveryQueue, Subscriptions } from './ports.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

/** Deletes a subscription; what is on its way to it is dropped. @throws Refusal, PreconditionFailedError, ConflictError */
export const deleteSubscription = async (
  dependencies: {
    readonly subscriptions: Pick<Subscriptions, 'get' | 'delete'>;
    readonly queue: DeliveryQueue;
  },
  which: OneSubscription,
): Promise<void> => {
  const { subscriptions, queue } = dependencies;
  const { subscriptionId } = which;
  await retryOnConflict(async () => {
    const { revision } = await getSubscription(dependencies, which);
    await subscriptions.delete(subscriptionId, revision);
  });
  // Whoever serves its endpoint finds it gone, and forgets that as well.
  await queue.wake([{ subscriptionId, deliveryIds: [] }]);
};
