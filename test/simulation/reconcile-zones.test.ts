import { describe, expect, it } from 'vitest';
import { temporalCalendar } from '#shared/adapters/temporal/calendar.ts';
import type { DecisionFacts } from '#shared/domain/decision.ts';
import { killedAtEveryCall } from '../support/crashes.ts';
import type { FaultPlan } from '../support/faults.ts';
import { stockholm } from '../support/histories.ts';
import { zoneData } from '../support/zone-data.ts';
import { reconcileWorld } from './reconcile-world.ts';

/** Sweden keeps winter time all year from 2027 on, as Lagos does: its summer days begin an hour later. */
const withoutSummerTime = zoneData(stockholm, 2027, 'Africa/Lagos');
/** Sweden goes by the time of Finland from 2027 on: its days begin an hour earlier. */
const finnishTime = zoneData(stockholm, 2027, 'Europe/Helsinki');

const before = '2027-06-30T22:00:00.000Z';
const anHourEarlier = '2027-06-30T21:00:00.000Z';
const anHourLater = '2027-06-30T23:00:00.000Z';

const adoption: DecisionFacts = {
  kind: 'adopt',
  decidedOn: '2026-05-20',
  decidedBy: { organisation: 'Region', body: 'Council' },
  recipients: [],
  fromAndIncluding: '2027-07',
};

/** A document that comes into force on 1 July 2027, planned by the old rules. */
const planned = async (plan?: FaultPlan) => {
  let calendar = temporalCalendar;
  const world = reconcileWorld(plan, () => calendar);
  const documentId = await world.register({ reminders: [] });
  await world.record(documentId, adoption);
  await world.relay();
  return {
    ...world,
    documentId,
    document: () => world.repository.document(documentId),
    changeRules: (rules: typeof calendar) => {
      calendar = rules;
    },
    /** What was told of coming into force. */
    told: async () =>
      (await world.log.placed(documentId)).filter(({ data }) => data.to === 'inForce'),
  };
};

describe('a change that is planned, when the rules of its zone change', () => {
  it('moves with its local date, is woken for anew, and is reported once', async () => {
    const world = await planned();
    expect((await world.document())?.planned).toMatchObject([{ at: before }]);
    world.clock.set('2027-06-25T08:00:00.000Z');
    world.changeRules(withoutSummerTime);
    expect(await world.reconcile()).toEqual([
      {
        documentId: world.documentId,
        repair: 'moved',
        detail: `2027-07-01: ${before} to ${anHourLater}`,
      },
    ]);
    await world.relay();
    expect((await world.document())?.planned).toMatchObject([{ at: anHourLater }]);
    expect(world.wakeUps().scheduled.get(anHourLater)).toBe('2027-06-30T22:58:30.000Z');
    expect(await world.reconcile()).toEqual([]);
  });

  it('comes at its new instant, to the millisecond, and is told once', async () => {
    const world = await planned();
    world.changeRules(withoutSummerTime);
    await world.reconcile();
    await world.relay();
    for (const instant of [before, '2027-06-30T22:59:59.999Z']) {
      world.clock.set(instant);
      await world.apply(world.documentId);
      expect((await world.document())?.current.status).toBe('adopted');
    }
    world.clock.set(anHourLater);
    await world.apply(world.documentId);
    await world.relay();
    expect(await world.told()).toMatchObject([
      { time: anHourLater, data: { effectiveDate: { date: '2027-07-01' } } },
    ]);
  });

  it('is moved by a pass that is cut off anywhere and run again', async () => {
    const kills = await killedAtEveryCall((plan) => {
      const start = planned(plan).then((world) => {
        world.changeRules(withoutSummerTime);
        return world;
      });
      return {
        killed: async () => (await start).reconcileUnderFaults(),
        retried: async () => {
          const world = await start;
          await world.reconcile();
          expect((await world.document())?.planned).toMatchObject([{ at: anHourLater }]);
          expect(await world.reconcile()).toEqual([]);
        },
      };
    });
    expect(kills).toBeGreaterThan(8);
  });
});

describe('a change that was told, when its instant moves ahead of now', () => {
  it('counts as told: nothing is told again, then or later', async () => {
    const world = await planned();
    world.clock.set(before);
    await world.apply(world.documentId);
    await world.relay();
    world.changeRules(withoutSummerTime);
    world.clock.set('2027-06-30T22:30:00.000Z');
    await world.reconcile();
    expect(await world.reconcile()).toEqual([]);
    expect((await world.document())?.current.status).toBe('inForce');
    for (const instant of [anHourLater, '2027-07-01T12:00:00.000Z']) {
      world.clock.set(instant);
      await world.apply(world.documentId);
      expect(await world.reconcile()).toEqual([]);
    }
    await world.relay();
    expect(await world.told()).toHaveLength(1);
  });
});

describe('a decision that was told to be final, when the instant moves ahead of now', () => {
  it('is not told to be final again', async () => {
    const world = await planned();
    const [decision] = await world.repository.decisions(world.documentId);
    world.clock.set('2027-06-09T08:00:00.000Z');
    await world.record(world.documentId, {
      kind: 'notice',
      noticeOf: decision?.decisionId ?? '',
      noticePostedOn: '2027-06-09',
    });
    // What changes on that day has come before, so that finality alone is told.
    await world.record(world.documentId, { ...adoption, fromAndIncluding: '2026-06' });
    await world.record(world.documentId, {
      kind: 'correct',
      corrects: decision?.decisionId ?? '',
      record: { ...adoption, fromAndIncluding: '2026-06' },
    });
    world.clock.set(before);
    await world.apply(world.documentId);
    await world.relay();
    world.changeRules(withoutSummerTime);
    world.clock.set('2027-06-30T22:30:00.000Z');
    await world.reconcile();
    world.clock.set(anHourLater);
    await world.apply(world.documentId);
    await world.relay();
    const finals = (await world.log.placed(world.documentId)).filter(
      ({ type }) => type === 'document.legallyFinal',
    );
    expect(finals).toMatchObject([{ time: before }]);
  });
});

describe('a change that was not told, when its instant moves behind now', () => {
  it('is told at once, as late as it is', async () => {
    const world = await planned();
    world.changeRules(finnishTime);
    world.clock.set('2027-06-30T21:30:00.000Z');
    const repaired = await world.reconcile();
    expect(repaired.map(({ repair }) => repair)).toEqual(['moved', 'applied']);
    await world.relay();
    expect(await world.told()).toMatchObject([
      { time: anHourEarlier, data: { lateBySeconds: 1800 } },
    ]);
    world.clock.advance(3_600_000);
    expect(await world.reconcile()).toEqual([]);
  });

  it('is told also where something was written in between', async () => {
    const world = await planned();
    world.clock.set('2027-06-30T21:10:00.000Z');
    const [decision] = await world.repository.decisions(world.documentId);
    const noticeOf = decision?.decisionId ?? '';
    await world.record(world.documentId, {
      kind: 'notice',
      noticeOf,
      noticePostedOn: '2027-06-30',
    });
    await world.relay();
    world.changeRules(finnishTime);
    world.clock.set('2027-06-30T21:30:00.000Z');
    const repaired = await world.reconcile();
    expect(repaired.map(({ repair }) => repair)).toEqual(['projection', 'retold']);
    await world.relay();
    expect(await world.told()).toMatchObject([{ time: anHourEarlier }]);
    world.clock.advance(3_600_000);
    expect(await world.reconcile()).toEqual([]);
    expect(await world.wrong()).toEqual([]);
  });
});
