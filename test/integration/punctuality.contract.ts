import { beforeEach, describe, expect, it } from 'vitest';
import { ConflictError, type Pass, type Punctuality } from '#shared/application/ports.ts';
import { type MonthFigures, repairs } from '#shared/domain/punctuality.ts';
import { newId, now, plus } from './samples.ts';

const pass = (changes: Partial<Pass> = {}): Pass => ({
  passId: newId(),
  startedAt: now,
  documents: 0,
  figures: [],
  counts: {},
  repaired: [],
  failed: 0,
  revision: 1,
  ...changes,
});

const figures = (changes: Partial<MonthFigures> = {}): MonthFigures => ({
  month: '2026-07',
  transitions: 3,
  lateness: { 10: 1, 200: 2 },
  latest: 180,
  missed: 0,
  ...changes,
});

/** With every field there is. */
const full = (changes: Partial<Pass> = {}): Pass => ({
  ...pass(),
  before: newId(),
  documents: 20,
  figures: [figures(), figures({ month: '2026-08' })],
  counts: Object.fromEntries(repairs.map((repair, index) => [repair, index])),
  repaired: repairs.map((repair) => ({ documentId: newId(), repair, detail: 'what differed' })),
  failed: 1,
  finishedAt: plus(now, 1000),
  ...changes,
});

/** What every `Punctuality` promises. */
export const punctualityContract = (name: string, create: () => Promise<Punctuality>) => {
  let punctuality: Punctuality;

  beforeEach(async () => {
    punctuality = await create();
  });

  describe(`passes in ${name}`, () => {
    it('are none at first', async () => {
      expect(await punctuality.latestPass()).toBeUndefined();
    });

    it('come back with every field', async () => {
      const begun = full();
      await punctuality.putPass(begun);
      expect(await punctuality.latestPass()).toEqual(begun);
    });

    it('take the place of the revision before, without what that one had', async () => {
      const begun = pass({ before: newId() });
      await punctuality.putPass(begun);
      const { before: _before, ...next } = { ...begun, documents: 20, revision: 2 };
      await punctuality.putPass(next);
      expect(await punctuality.latestPass()).toEqual(next);
    });

    it('are put by one of two at the same revision', async () => {
      const begun = pass();
      await punctuality.putPass(begun);
      const twins = [1, 2].map((documents) => ({ ...begun, documents, revision: 2 }));
      const outcomes = await Promise.allSettled(twins.map((one) => punctuality.putPass(one)));
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(ConflictError);
      }
    });

    it('are refused where they begin twice, skip a revision, or were never begun', async () => {
      const begun = pass();
      await punctuality.putPass(begun);
      for (const wrong of [begun, { ...begun, revision: 3 }, pass({ revision: 2 })]) {
        await expect(punctuality.putPass(wrong)).rejects.toThrow(ConflictError);
      }
      expect(await punctuality.latestPass()).toEqual(begun);
    });

    it('that began last are the latest, whichever was put last', async () => {
      const [first, second] = [pass(), pass({ startedAt: plus(now, 1) })];
      await punctuality.putPass(second);
      await punctuality.putPass(first);
      expect(await punctuality.latestPass()).toEqual(second);
    });
  });

  describe(`the figures of a month in ${name}`, () => {
    it('are unknown at first, also where something was set right', async () => {
      expect(await punctuality.figures('2026-07')).toBeUndefined();
      await punctuality.addRepaired('2026-07', 2);
      expect(await punctuality.figures('2026-07')).toBeUndefined();
    });

    it('are those of the pass that finished last, each month by itself', async () => {
      await punctuality.putFigures([figures(), figures({ month: '2026-08', missed: 1 })], now);
      const later = figures({ transitions: 4, lateness: { 10: 4 }, latest: 8 });
      await punctuality.putFigures([later], plus(now, 1000));
      const july = { ...later, repaired: 0, asOf: plus(now, 1000) };
      expect(await punctuality.figures('2026-07')).toEqual(july);
      await punctuality.putFigures([figures()], now);
      expect(await punctuality.figures('2026-07')).toEqual(july);
      expect(await punctuality.figures('2026-08')).toMatchObject({ missed: 1, asOf: now });
    });

    it('keep what was set right, whatever is counted anew', async () => {
      await punctuality.addRepaired('2026-07', 2);
      await punctuality.putFigures([figures()], now);
      await punctuality.addRepaired('2026-07', 3);
      await punctuality.putFigures([figures()], plus(now, 1));
      expect(await punctuality.figures('2026-07')).toMatchObject({ repaired: 5 });
    });
  });
};
