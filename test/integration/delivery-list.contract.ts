import { beforeEach, describe, expect, it } from 'vitest';
import { type Deliveries, MalformedCursorError } from '#shared/application/ports.ts';
import type { Delivery, DeliveryState } from '#shared/domain/delivery.ts';
import { changed, delivered, delivery } from './delivery-samples.ts';
import { collect } from './pages.ts';
import { newId, now, plus } from './samples.ts';

const day = 86_400_000;

/** What every `Deliveries` promises about its list. */
export const deliveryListContract = (name: string, create: () => Promise<Deliveries>) => {
  let deliveries: Deliveries;
  let subscriptionId: string;

  beforeEach(async () => {
    deliveries = await create();
    subscriptionId = newId();
  });

  const store = (recordedAt = now, changes: Partial<Delivery> = {}) =>
    deliveries.create(delivery({ subscriptionId, ...changes }, recordedAt));

  const list = (limit: number, state?: DeliveryState, at = now) =>
    collect<Delivery>((page) =>
      deliveries.list({ subscriptionId, now: at, limit, ...(state && { state }), ...page }),
    );

  const newestFirst = (stored: readonly Delivery[]) =>
    stored.toSorted((a, b) => (a.deliveryId > b.deliveryId ? -1 : 1));

  describe(`the list of deliveries in ${name}`, () => {
    it('gives the newest first, across days, page by page', async () => {
      const stored: Delivery[] = [];
      for (const days of [0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 5, 6, 6, 6, 6, 15, 29]) {
        stored.push(await store(plus(now, -days * day - stored.length)));
      }
      await deliveries.create(delivery());
      for (const limit of [1, 3, 7, 17, 50]) expect(await list(limit)).toEqual(newestFirst(stored));
      expect(await deliveries.list({ subscriptionId, now, limit: 17 })).not.toHaveProperty('next');
    });

    it('is empty where nothing was delivered', async () => {
      expect(await deliveries.list({ subscriptionId, now, limit: 3 })).toEqual({ items: [] });
    });

    it('gives those of many at one moment once each', async () => {
      const stored: Delivery[] = [];
      for (let count = 0; count < 40; count += 1) stored.push(await store());
      expect(await list(7)).toEqual(newestFirst(stored));
    });

    it('gives those in a state, page by page, also where they are rare', async () => {
      const stored: Delivery[] = [];
      for (let count = 0; count < 30; count += 1) {
        const one = await store(plus(now, -(count % 4) * day));
        const made = count % 10 === 9 ? changed(one, { state: 'failed' }) : delivered(one);
        await deliveries.update(made);
        stored.push(made);
      }
      const waiting = await store();
      for (const limit of [1, 2, 100]) {
        for (const state of ['delivered', 'failed'] as const) {
          const wanted = stored.filter((one) => one.state === state);
          expect(await list(limit, state)).toEqual(newestFirst(wanted));
        }
        expect(await list(limit, 'waiting')).toEqual([waiting]);
      }
    });

    it('goes on where deliveries were added or changed meanwhile', async () => {
      const stored: Delivery[] = [];
      for (let count = 0; count < 6; count += 1) stored.push(await store(plus(now, -count)));
      const seen = await collect<Delivery>(async (page) => {
        const read = await deliveries.list({ subscriptionId, now, limit: 2, ...page });
        await store();
        for (const one of read.items) await deliveries.update(delivered(one));
        return read;
      });
      expect(seen).toEqual(newestFirst(stored));
    });

    it('keeps a delivery for thirty days, to the millisecond, and anew where it is asked for again', async () => {
      const old = await store();
      const until = plus(now, 30 * day);
      expect(await list(9, undefined, plus(until, -1))).toEqual([old]);
      expect(await list(9, undefined, until)).toEqual([]);
      const again = changed(old, { openedAt: plus(now, day) });
      await deliveries.update(again);
      expect(await list(9, undefined, until)).toEqual([again]);
      expect(await list(9, undefined, plus(until, day))).toEqual([]);
    });

    it('shows what a replay made of an event from long ago', async () => {
      const old = await store(plus(now, -29 * day), { openedAt: now, createdAt: now });
      expect(await list(9, undefined, plus(now, 29 * day))).toEqual([old]);
    });

    it('shows what was kept under a cursor of another list, of this subscription only', async () => {
      const own = await store(plus(now, -day));
      const other = newId();
      for (let count = 0; count < 3; count += 1) await store(now, { subscriptionId: other });
      const { next } = await deliveries.list({ subscriptionId: other, now, limit: 1 });
      expect(next).toBeDefined();
      const page = { now, limit: 9, ...(next !== undefined && { next }) };
      expect((await deliveries.list({ subscriptionId, ...page })).items).toEqual([own]);
    });

    it('is not given by a cursor that was not given out', async () => {
      for (const next of ['', 'nonsense', 'bnVsbA', Buffer.from('[1]').toString('base64url')]) {
        const read = deliveries.list({ subscriptionId, now, limit: 1, next });
        await expect(read).rejects.toThrow(MalformedCursorError);
      }
    });
  });
};
