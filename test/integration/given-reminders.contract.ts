import { beforeEach, describe, expect, it } from 'vitest';
import type { Deliveries, GivenReminder, GivenReminders } from '#shared/application/ports.ts';
import { delivery } from './delivery-samples.ts';
import { event, newId, now, plus } from './samples.ts';

/** An event outside its document's sequence. */
const unnumbered = ({ documentId }: GivenReminder) => {
  const { sequence: _none, ...rest } = event(documentId, 1, now);
  return rest;
};

/** What every `GivenReminders` promises; deliveries are where it puts them. */
export const givenRemindersContract = (
  name: string,
  create: () => Promise<{ readonly reminders: GivenReminders; readonly deliveries: Deliveries }>,
) => {
  let reminders: GivenReminders;
  let deliveries: Deliveries;

  beforeEach(async () => {
    ({ reminders, deliveries } = await create());
  });

  const reminder = (changes: Partial<GivenReminder> = {}): GivenReminder => ({
    documentId: newId(),
    subscriptionId: newId(),
    reminder: 'change 2026-07-01 60',
    keys: ['change 2026-07-01 60 *repealed', 'change 2026-07-01 60 boras'],
    expiresAt: plus(now, 86_400_000),
    ...changes,
  });
  const give = (given: GivenReminder, its = delivery({ subscriptionId: given.subscriptionId })) =>
    reminders.give(given, its);

  describe(`reminders given in ${name}`, () => {
    it('are remembered with every field, and their deliveries made', async () => {
      const given = reminder();
      const about = { ...unnumbered(given), type: 'document.dueSoon' as const };
      const its = delivery({ subscriptionId: given.subscriptionId, event: about });
      expect(await give(given, its)).toBe(true);
      expect(await reminders.of(given.documentId)).toEqual([given]);
      expect(await deliveries.get(given.subscriptionId, [its.deliveryId])).toEqual([its]);
      expect(await reminders.of(newId())).toEqual([]);
    });

    it('are given once, with the delivery of the first time', async () => {
      const given = reminder();
      const again = delivery({ subscriptionId: given.subscriptionId });
      await give(given);
      expect(await give({ ...given, expiresAt: plus(now, 1) }, again)).toBe(false);
      expect(await reminders.of(given.documentId)).toEqual([given]);
      expect(await deliveries.get(given.subscriptionId, [again.deliveryId])).toEqual([]);
    });

    it('are given once by many at the same time', async () => {
      const given = reminder();
      const attempts = await Promise.allSettled(Array.from({ length: 6 }, () => give(given)));
      // Where two are at it, one may be told to try again.
      const last = await give(given);
      const won = [...attempts.map((one) => one.status === 'fulfilled' && one.value), last];
      expect(won.filter(Boolean)).toHaveLength(1);
      const { subscriptionId } = given;
      const listed = await deliveries.list({ subscriptionId, now, limit: 10 });
      expect(listed.items).toHaveLength(1);
    });

    it('are told apart by document, subscription, day and days ahead', async () => {
      const first = reminder();
      const { documentId, subscriptionId } = first;
      const others = [
        reminder({ documentId, subscriptionId, reminder: 'change 2026-07-01 6' }),
        reminder({ documentId, subscriptionId, reminder: 'change 2026-07-01 60 2' }),
        reminder({ documentId, subscriptionId, reminder: 'change 2026-07-02 60' }),
        reminder({ documentId, subscriptionId, reminder: 'review 2026-07-01 60' }),
        reminder({ documentId }),
        reminder({ subscriptionId }),
      ];
      for (const given of [first, ...others]) expect(await give(given)).toBe(true);
      expect(new Set(await reminders.of(documentId))).toEqual(
        new Set([first, ...others.slice(0, 5)]),
      );
    });

    it('know how far they have come', async () => {
      expect(await reminders.place()).toBeUndefined();
      const place = { dueAt: now, documentId: newId() };
      await reminders.keepPlace(place);
      expect(await reminders.place()).toEqual(place);
      await reminders.keepPlace(undefined);
      expect(await reminders.place()).toBeUndefined();
    });
  });
};
