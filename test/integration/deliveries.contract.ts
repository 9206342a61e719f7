import { beforeEach, describe, expect, it } from 'vitest';
import {
  ConflictError,
  type Deliveries,
  type Receipt,
  ReceiptExistsError,
} from '#shared/application/ports.ts';
import { changed, delivered, delivery, fullDelivery } from './delivery-samples.ts';
import { newId, now, plus, receipt } from './samples.ts';

export interface DeliveriesSubject {
  readonly deliveries: Deliveries;
  readonly receipt: (receiptId: string) => Promise<Receipt | undefined>;
}

const day = 86_400_000;

/** What every `Deliveries` promises. */
export const deliveriesContract = (name: string, create: () => Promise<DeliveriesSubject>) => {
  let deliveries: Deliveries;
  let receiptOf: DeliveriesSubject['receipt'];

  beforeEach(async () => {
    ({ deliveries, receipt: receiptOf } = await create());
  });

  const find = async ({ subscriptionId, deliveryId }: ReturnType<typeof delivery>) =>
    (await deliveries.get(subscriptionId, [deliveryId])).at(0);

  describe(`deliveries in ${name}`, () => {
    it('come back with every field', async () => {
      const full = fullDelivery();
      expect(await deliveries.create(full)).toEqual(full);
      expect(await find(full)).toEqual(full);
    });

    it('are created once: a repeat is answered with the one that stands there', async () => {
      const first = delivery();
      await deliveries.create(first);
      const done = delivered(first);
      await deliveries.update(done);
      expect(await deliveries.create({ ...first, openedAt: plus(now, 1) })).toEqual(done);
      expect(await find(first)).toEqual(done);
    });

    it('are created once also where two do it at the same moment', async () => {
      const first = delivery();
      const twins = [first, { ...first, createdAt: plus(now, 1) }, { ...first, spent: 1 }];
      const answers = await Promise.all(twins.map((twin) => deliveries.create(twin)));
      const standing = await find(first);
      expect(answers).toEqual([standing, standing, standing]);
    });

    it('are read in the order of their ids, those of the subscription that are there', async () => {
      const subscriptionId = newId();
      const stored = [];
      for (const days of [0, 3, 1, 40, 0, 2]) {
        const one = delivery({ subscriptionId }, plus(now, -days * day));
        stored.push(await deliveries.create(one));
      }
      const other = await deliveries.create(delivery());
      const wanted = [delivery(), ...stored, other].map(({ deliveryId }) => deliveryId);
      expect(await deliveries.get(subscriptionId, wanted)).toEqual(stored);
      expect(await deliveries.get(subscriptionId, [])).toEqual([]);
    });

    it('change from the revision before only, whole', async () => {
      const full = fullDelivery();
      await deliveries.create(full);
      const { nextAttemptAt: _none, duty: _gone, ...rest } = changed(full, { state: 'failed' });
      await deliveries.update(rest);
      expect(await find(full)).toEqual(rest);
      await expect(deliveries.update(changed(full))).rejects.toThrow(ConflictError);
      await expect(deliveries.update(changed(changed(rest)))).rejects.toThrow(ConflictError);
      await expect(deliveries.update(changed(delivery()))).rejects.toThrow(ConflictError);
      expect(await find(full)).toEqual(rest);
    });

    it('are created together with their receipt, or not at all', async () => {
      const [given, other] = [receipt(), receipt()];
      const first = delivery();
      expect(await deliveries.create(first, given)).toEqual(first);
      expect(await receiptOf(given.receiptId)).toEqual(given);
      const twin = delivery();
      await expect(deliveries.create(twin, given)).rejects.toThrow(ReceiptExistsError);
      await expect(deliveries.create(first, given)).rejects.toThrow(ReceiptExistsError);
      expect(await find(twin)).toBeUndefined();
      expect(await deliveries.create({ ...first, spent: 3 }, other)).toEqual(first);
      expect(await receiptOf(other.receiptId)).toBeUndefined();
    });

    it('change together with a receipt, or not at all', async () => {
      const [given, other] = [receipt(), receipt()];
      const first = await deliveries.create(delivery());
      const second = changed(first, { replayId: newId() });
      await deliveries.update(second, given);
      expect(await receiptOf(given.receiptId)).toEqual(given);
      await expect(deliveries.update(changed(second), given)).rejects.toThrow(ReceiptExistsError);
      await expect(deliveries.update(changed(first), other)).rejects.toThrow(ConflictError);
      expect(await receiptOf(other.receiptId)).toBeUndefined();
      expect(await find(first)).toEqual(second);
    });
  });

  describe(`what waits in ${name}`, () => {
    const subscriptionId = newId();
    const waiting = (until: string, limit = 100) =>
      deliveries.waiting({ subscriptionId, until, limit });

    /** Waits for its next attempt so many milliseconds after now. */
    const due = (offset: number, recordedAt = now) =>
      deliveries.create(delivery({ subscriptionId, nextAttemptAt: plus(now, offset) }, recordedAt));

    it('is due until an instant, itself included, earliest first, so many at most', async () => {
      const stored = [];
      for (let count = 0; count < 37; count += 1) stored.push(await due((count * 11) % 37));
      const inOrder = stored.toSorted((a, b) =>
        (a.nextAttemptAt ?? '') < (b.nextAttemptAt ?? '') ? -1 : 1,
      );
      expect(await waiting(plus(now, -1))).toEqual([]);
      expect(await waiting(now)).toEqual(inOrder.slice(0, 1));
      expect(await waiting(plus(now, 19))).toEqual(inOrder.slice(0, 20));
      for (const limit of [1, 2, 10, 36, 37, 100]) {
        expect(await waiting('9999', limit)).toEqual(inOrder.slice(0, limit));
      }
    });

    it('is in order of id where it is due at one instant, which is order of time', async () => {
      const stored = [];
      for (const days of [40, 3, 2, 1, 0]) stored.push(await due(0, plus(now, -days * day)));
      expect(await waiting(now)).toEqual(stored);
      expect(await waiting(now, 2)).toHaveLength(2);
    });

    it('belongs to one subscription', async () => {
      await deliveries.create(delivery());
      const own = await due(0);
      expect(await waiting('9999')).toEqual([own]);
    });

    it('does not wait once it has been made, or was never due', async () => {
      const [made, put, kept] = [await due(0), await due(0), await due(0)];
      const { nextAttemptAt: _never, ...test } = delivery({ subscriptionId });
      await deliveries.create(test);
      await deliveries.update(delivered(made));
      const later = changed(put, { nextAttemptAt: plus(now, 5000) });
      await deliveries.update(later);
      expect(await waiting(now)).toEqual([kept]);
      expect(await waiting(plus(now, 5000))).toEqual([kept, later]);
    });

    it('waits again when it is asked for again', async () => {
      const first = await due(0);
      const done = delivered(first);
      await deliveries.update(done);
      expect(await waiting('9999')).toEqual([]);
      const again = changed(done, { state: 'waiting', nextAttemptAt: plus(now, 1) });
      await deliveries.update(again);
      expect(await waiting(plus(now, 1))).toEqual([again]);
    });
  });
};
