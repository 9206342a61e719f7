import { type Clock, ConflictError, type Subscriptions } from '#shared/application/ports.ts';
import type { Subscription } from '#shared/domain/subscription.ts';
import { pageOf } from './page.ts';
import { type MemoryReceipts, memoryReceipts } from './receipts.ts';

export const memorySubscriptions = (dependencies: {
  readonly clock: Clock;
  readonly receipts?: MemoryReceipts;
}): Subscriptions => {
  const { receipts = memoryReceipts(dependencies.clock) } = dependencies;
  const subscriptions = new Map<string, Subscription>();
  const sorted = () =>
    [...subscriptions.values()].toSorted((a, b) => (a.subscriptionId < b.subscriptionId ? -1 : 1));

  return {
    create: async (subscription, receipt) => {
      const { subscriptionId } = subscription;
      receipts.check(receipt);
      if (subscriptions.has(subscriptionId)) {
        throw new ConflictError(`Subscription ${subscriptionId} exists`);
      }
      subscriptions.set(subscriptionId, subscription);
      receipts.put(receipt);
    },
    get: async (subscriptionId) => subscriptions.get(subscriptionId),
    list: async ({ organisation, ...page }) =>
      pageOf(
        sorted().filter((each) => organisation === undefined || each.organisation === organisation),
        page,
        ({ subscriptionId }) => subscriptionId,
      ),
    enabled: async () => sorted().filter(({ state }) => state === 'enabled'),
    update: async (subscription, receipt) => {
      const { subscriptionId, revision } = subscription;
      receipts.check(receipt);
      if (subscriptions.get(subscriptionId)?.revision !== revision - 1) {
        throw new ConflictError(
          `Subscription ${subscriptionId} is not at revision ${revision - 1}`,
        );
      }
      subscriptions.set(subscriptionId, subscription);
      receipts.put(receipt);
    },
    delete: async (subscriptionId, revision) => {
      const standing = subscriptions.get(subscriptionId)?.revision;
      if (revision !== undefined && standing !== undefined && standing !== revision) {
        throw new ConflictError(`Subscription ${subscriptionId} is not at revision ${revision}`);
      }
      subscriptions.delete(subscriptionId);
    },
    receipt: async (receiptId) => receipts.get(receiptId),
  };
};
