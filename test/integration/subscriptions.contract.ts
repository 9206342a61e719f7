import { beforeEach, describe, expect, it } from 'vitest';
import type { VirtualClock } from '#shared/adapters/memory/clock.ts';
import {
  ConflictError,
  ReceiptExistsError,
  type Subscriptions,
} from '#shared/application/ports.ts';
import type { Subscription } from '#shared/domain/subscription.ts';
import { fullSubscription } from './delivery-samples.ts';
import { ownedContract } from './owned.contract.ts';
import { newId, now, plus, receipt, subscription } from './samples.ts';

export interface SubscriptionsSubject {
  readonly subscriptions: Subscriptions;
  readonly clock: VirtualClock;
}

const byId = (a: Subscription, b: Subscription) => (a.subscriptionId < b.subscriptionId ? -1 : 1);

/** What every `Subscriptions` promises. */
export const subscriptionsContract = (
  name: string,
  create: () => Promise<SubscriptionsSubject>,
) => {
  ownedContract<Subscription>(
    `subscriptions in ${name}`,
    async () => (await create()).subscriptions,
    {
      idOf: ({ subscriptionId }) => subscriptionId,
      sample: subscription,
      full: fullSubscription,
    },
  );

  let subscriptions: Subscriptions;
  let clock: VirtualClock;

  beforeEach(async () => {
    ({ subscriptions, clock } = await create());
  });

  const store = async (changes: Partial<Subscription> = {}) => {
    const created = subscription(changes);
    await subscriptions.create(created);
    return created;
  };

  describe(`enabled subscriptions in ${name}`, () => {
    it('are those of all organisations, without the disabled and the deleted', async () => {
      const enabled = [await store(), await store({ organisation: 'boras' })];
      await store({ state: 'disabled' });
      const { subscriptionId } = await store();
      await subscriptions.delete(subscriptionId);
      expect((await subscriptions.enabled()).toSorted(byId)).toEqual(enabled);
    });
  });

  describe(`targets of subscriptions in ${name}`, () => {
    it.each(['sqs', 'eventBridge'] as const)('may be of %s, which nothing signs', async (type) => {
      const { sealedSecret: _none, ...unsigned } = subscription();
      const other: Subscription = { ...unsigned, target: { type, arn: 'arn:aws:…' } };
      await subscriptions.create(other);
      expect(await subscriptions.get(other.subscriptionId)).toEqual(other);
    });
  });

  describe(`a change of a subscription in ${name}`, () => {
    it('takes the place of the revision before, whole', async () => {
      const full = fullSubscription();
      await subscriptions.create(full);
      const { description: _gone, ...rest } = full;
      const second: Subscription = { ...rest, state: 'enabled', revision: 2 };
      await subscriptions.update(second);
      expect(await subscriptions.get(full.subscriptionId)).toEqual(second);
      expect(await subscriptions.enabled()).toEqual([second]);
    });

    it('is refused at another revision, and where there is none', async () => {
      const created = await store();
      await subscriptions.update({ ...created, description: 'mine', revision: 2 });
      for (const revision of [2, 4]) {
        const stale = subscriptions.update({ ...created, description: 'other', revision });
        await expect(stale).rejects.toThrow(ConflictError);
      }
      expect(await subscriptions.get(created.subscriptionId)).toMatchObject({
        description: 'mine',
      });
      for (const revision of [1, 2]) {
        const absent = subscriptions.update(subscription({ revision }));
        await expect(absent).rejects.toThrow(ConflictError);
      }
    });

    it('is made together with its receipt, or not at all', async () => {
      const given = receipt();
      const created = await store();
      await subscriptions.update({ ...created, revision: 2 }, given);
      expect(await subscriptions.receipt(given.receiptId)).toEqual(given);
      const twin = subscriptions.update({ ...created, revision: 3 }, given);
      await expect(twin).rejects.toThrow(ReceiptExistsError);
      expect(await subscriptions.get(created.subscriptionId)).toMatchObject({ revision: 2 });
      const fresh = receipt();
      const stale = subscriptions.update({ ...created, revision: 2 }, fresh);
      await expect(stale).rejects.toThrow(ConflictError);
      expect(await subscriptions.receipt(fresh.receiptId)).toBeUndefined();
    });
  });

  describe(`a deletion of a subscription in ${name}`, () => {
    it('at a revision is refused at another, and done where it is gone', async () => {
      const { subscriptionId, ...created } = await store();
      await subscriptions.update({ subscriptionId, ...created, revision: 2 });
      await expect(subscriptions.delete(subscriptionId, 1)).rejects.toThrow(ConflictError);
      expect(await subscriptions.get(subscriptionId)).toBeDefined();
      await subscriptions.delete(subscriptionId, 2);
      await subscriptions.delete(subscriptionId, 2);
      expect(await subscriptions.get(subscriptionId)).toBeUndefined();
    });
  });

  describe(`a receipt of subscriptions in ${name}`, () => {
    it('is forgotten when it expires', async () => {
      const given = receipt({ expiresAt: plus(now, 1000) });
      await subscriptions.create(subscription(), given);
      expect(await subscriptions.receipt(given.receiptId)).toEqual(given);
      expect(await subscriptions.receipt(newId())).toBeUndefined();
      clock.set(plus(now, 1000));
      expect(await subscriptions.receipt(given.receiptId)).toBeUndefined();
      const twin = subscription();
      await subscriptions.create(twin, { ...given, expiresAt: plus(now, 2000) });
      expect(await subscriptions.get(twin.subscriptionId)).toEqual(twin);
    });
  });
};
