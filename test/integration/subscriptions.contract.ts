import { beforeEach, describe, expect, it } from 'vitest';
import type { VirtualClock } from '#shared/adapters/memory/clock.ts';
import {
  ConflictError,
  MalformedCursorError,
  ReceiptExistsError,
  type Subscriptions,
} from '#shared/application/ports.ts';
import type { Subscription } from '#shared/domain/subscription.ts';
import { collect } from './pages.ts';
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

  describe(`subscriptions in ${name}`, () => {
    it('come back with every field', async () => {
      const full: Required<Subscription> = {
        ...subscription(),
        filter: {
          types: ['document.statusChanged', 'party.statusChanged'],
          documentIds: [newId()],
          documentTypes: ['guideline', 'policy'],
          parties: ['alingsas'],
          fromStatuses: ['notDecided', 'adopted'],
          toStatuses: ['inForce'],
          keywords: ['barn'],
        } satisfies Required<Subscription['filter']>,
        description: 'Alla riktlinjer',
        state: 'disabled',
        disabledReason: 'gone',
      };
      await subscriptions.create(full);
      expect(await subscriptions.get(full.subscriptionId)).toEqual(full);
      expect(await subscriptions.get(newId())).toBeUndefined();
    });

    it('are created once', async () => {
      const created = await store();
      const again = subscriptions.create({ ...created, organisation: 'other' });
      await expect(again).rejects.toThrow(ConflictError);
      expect(await subscriptions.get(created.subscriptionId)).toEqual(created);
    });

    it('are listed for one organisation, page by page', async () => {
      const own = [];
      for (let count = 0; count < 7; count += 1) {
        own.push(await store());
        await store({ organisation: 'boras' });
      }
      const list = (organisation: string, limit: number) =>
        collect<Subscription>((page) => subscriptions.list({ organisation, limit, ...page }));
      expect(await list('alingsas', 3)).toEqual(own);
      expect(await list('alingsas', 100)).toEqual(own);
      expect(await list('nobody', 3)).toEqual([]);
    });

    it('are listed for all organisations, page by page', async () => {
      const all = [];
      for (const organisation of ['a', 'b', 'c', 'a', 'b']) all.push(await store({ organisation }));
      const listed = await collect<Subscription>((page) =>
        subscriptions.list({ limit: 2, ...page }),
      );
      expect(listed.toSorted(byId)).toEqual(all);
    });

    it("never show another organisation's through a cursor", async () => {
      for (let count = 0; count < 4; count += 1) await store({ organisation: 'boras' });
      const own = await store();
      const { next } = await subscriptions.list({ organisation: 'boras', limit: 1 });
      const listed = await subscriptions.list({
        organisation: 'alingsas',
        limit: 9,
        ...(next !== undefined && { next }),
      });
      expect(next).toBeDefined();
      expect(listed.items).toEqual([own]);
    });

    it('are not listed by a cursor that was not given out', async () => {
      for (const next of ['', 'nonsense', Buffer.from('[1]').toString('base64url')]) {
        const listed = subscriptions.list({ organisation: 'alingsas', limit: 1, next });
        await expect(listed).rejects.toThrow(MalformedCursorError);
        await expect(subscriptions.list({ limit: 1, next })).rejects.toThrow(MalformedCursorError);
      }
    });

    it('are enabled or not', async () => {
      const enabled = [await store(), await store({ organisation: 'boras' })];
      await store({ state: 'disabled' });
      expect((await subscriptions.enabled()).toSorted(byId)).toEqual(enabled);
    });

    it('are gone once deleted, also when deleted again', async () => {
      const [gone, kept] = [await store(), await store()];
      await subscriptions.delete(gone.subscriptionId);
      await subscriptions.delete(gone.subscriptionId);
      expect(await subscriptions.get(gone.subscriptionId)).toBeUndefined();
      expect(await subscriptions.enabled()).toEqual([kept]);
      const { items } = await subscriptions.list({ organisation: 'alingsas', limit: 9 });
      expect(items).toEqual([kept]);
    });

    it('are created together with their receipt, or not at all', async () => {
      const given = receipt({ expiresAt: plus(now, 1000) });
      await subscriptions.create(subscription(), given);
      expect(await subscriptions.receipt(given.receiptId)).toEqual(given);
      const twin = subscription();
      await expect(subscriptions.create(twin, given)).rejects.toThrow(ReceiptExistsError);
      expect(await subscriptions.get(twin.subscriptionId)).toBeUndefined();
      clock.set(plus(now, 1000));
      expect(await subscriptions.receipt(given.receiptId)).toBeUndefined();
      await subscriptions.create(twin, { ...given, expiresAt: plus(now, 2000) });
      expect(await subscriptions.get(twin.subscriptionId)).toEqual(twin);
    });
  });
};
