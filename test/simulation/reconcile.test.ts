import { describe, expect, it } from 'vitest';
import type { Document } from '#shared/domain/document.ts';
import type { Repair } from '#shared/domain/punctuality.ts';
import { killedAtEveryCall } from '../support/crashes.ts';
import { seeded } from '../support/random.ts';
import { midnight, type ReconcileWorld, reconcileWorld, twoDocuments } from './reconcile-world.ts';

type Documents = Awaited<ReturnType<typeof twoDocuments>>;

/** Applies at midnight what nothing is in the way of, and goes on to noon. */
const toNoon = async (world: ReconcileWorld, applied: readonly string[]) => {
  world.clock.set(midnight);
  for (const documentId of applied) await world.apply(documentId);
  await world.relay();
  world.clock.set('2026-06-10T10:00:00.000Z');
};

const nothing: Partial<Document> = { planned: [], plannedInFull: true, milestones: [] };

/** Ways in which something goes wrong, each ending at noon on the day of the changes. */
const losses: Readonly<
  Record<string, { repairs: Repair[]; play: (world: ReconcileWorld) => Promise<unknown> }>
> = {
  'no change was applied': {
    repairs: ['applied'],
    play: async (world) => {
      await twoDocuments(world);
      await toNoon(world, []);
    },
  },
  'the status that is stored is another one': {
    repairs: ['projection'],
    play: async (world) => {
      const { common, shared } = await twoDocuments(world);
      await toNoon(world, [common, shared]);
      const current = { status: 'draft', since: null, validity: {} } as const;
      await world.corrupt(common, { current });
      await world.corrupt(shared, { ...nothing, decisionCount: 0, causes: {} });
    },
  },
  'the plan was lost before the day': {
    repairs: ['projection', 'applied'],
    play: async (world) => {
      const { common, shared } = await twoDocuments(world);
      for (const documentId of [common, shared]) await world.corrupt(documentId, nothing);
      await toNoon(world, [common, shared]);
    },
  },
  'the changes count as told and were not': {
    repairs: ['projection', 'retold'],
    play: async (world) => {
      const { common, shared } = await twoDocuments(world);
      const toldThrough = '2026-06-10T09:00:00.000Z';
      for (const documentId of [common, shared]) {
        await world.corrupt(documentId, { ...nothing, toldThrough });
      }
      await toNoon(world, []);
    },
  },
  'a change was told that no decision gives': {
    repairs: ['projection', 'retold'],
    play: async (world) => {
      const { common, shared } = await twoDocuments(world);
      await world.corrupt(common, {
        planned: [{ at: midnight, from: 'adopted', to: 'expired' }],
      });
      await toNoon(world, [common, shared]);
    },
  },
  'the last events were lost': {
    repairs: ['resent'],
    play: async (world) => {
      const { common, shared } = await twoDocuments(world);
      world.clock.set(midnight);
      for (const documentId of [common, shared]) await world.apply(documentId);
      await world.relay(() => true);
      world.clock.set('2026-06-10T10:00:00.000Z');
    },
  },
  'earlier events were lost': {
    repairs: ['rebuilt'],
    play: async (world) => {
      const { common, shared } = await twoDocuments(world, ({ sequence }) => Number(sequence) < 4);
      await toNoon(world, [common, shared]);
    },
  },
  'the wake-ups are gone': {
    repairs: [],
    play: async (world) => {
      const { common, shared } = await twoDocuments(world);
      await toNoon(world, [common, shared]);
      world.loseWakeUps();
    },
  },
};

/** Nothing is written and nothing is sent by a pass over what is right. */
const expectQuiet = async (world: ReconcileWorld) => {
  const [writes, sent] = [world.repository.stream.length, world.bus.events.length];
  expect(await world.reconcile()).toEqual([]);
  expect(world.repository.stream).toHaveLength(writes);
  expect(world.bus.events).toHaveLength(sent);
};

const expectRight = async (world: ReconcileWorld) => {
  await world.relay();
  expect(await world.wrong()).toEqual([]);
  world.clock.advance(3_600_000);
  await expectQuiet(world);
};

describe.each(Object.entries(losses))('where %s', (_, { repairs, play }) => {
  it('a pass sets everything right, and sends nothing twice', async () => {
    const world = reconcileWorld();
    await play(world);
    const repaired = await world.reconcile();
    expect(new Set(repaired.map(({ repair }) => repair))).toEqual(new Set(repairs));
    await expectRight(world);
    expect(world.sentTwice()).toEqual([]);
  });

  it('a pass that is cut off anywhere is made up for by the next', async () => {
    const kills = await killedAtEveryCall((plan) => {
      const world = reconcileWorld(plan);
      return {
        killed: async () => {
          await play(world);
          await world.reconcileUnderFaults();
        },
        retried: async () => {
          await world.relay();
          world.clock.advance(3_600_000);
          await world.reconcile();
          await expectRight(world);
          expect(world.sentDifferently()).toEqual([]);
        },
      };
    });
    expect(kills).toBeGreaterThan(8);
  });
});

describe('a healthy system', () => {
  it('is left alone by one pass after the other', async () => {
    const world = reconcileWorld();
    const { common, shared } = await twoDocuments(world);
    await expectQuiet(world);
    await toNoon(world, [common, shared]);
    await expectQuiet(world);
    await expectQuiet(world);
  });

  it('has a quarter of an hour for what is on its way, to the millisecond', async () => {
    const world = reconcileWorld();
    await world.register();
    world.clock.advance(15 * 60_000 - 1);
    expect(await world.reconcile()).toEqual([]);
    world.clock.advance(1);
    expect(await world.reconcile()).toMatchObject([{ repair: 'resent' }]);
  });

  it('gets back the wake-ups of what comes within two weeks', async () => {
    const world = reconcileWorld();
    await twoDocuments(world);
    const before = new Map(world.wakeUps().scheduled);
    expect([...before.keys()]).toContain(midnight);
    world.loseWakeUps();
    await world.reconcile();
    expect(world.wakeUps().scheduled.get(midnight)).toBe(before.get(midnight));
  });
});

const corruptions: ((world: ReconcileWorld, documents: Documents, id: string) => Promise<void>)[] =
  [
    (world, _, id) => world.corrupt(id, nothing),
    (world, _, id) => world.corrupt(id, { decisionCount: 7, causes: {} }),
    (world, _, id) => world.corrupt(id, { toldThrough: '2026-06-01T00:00:00.000Z' }),
    (world, _, id) => world.corrupt(id, { toldThrough: '2029-06-01T00:00:00.000Z' }),
    (world, _, id) =>
      world.corrupt(id, { current: { status: 'expired', since: midnight, validity: {} } }),
    async (world) => world.loseWakeUps(),
  ];

describe('whatever goes wrong together', () => {
  it.each(Array.from({ length: 40 }, (_, seed) => seed))('is set right (seed %i)', async (seed) => {
    const random = seeded(seed);
    const world = reconcileWorld();
    const isLost = () => random() < 0.4;
    const documents = await twoDocuments(world, isLost);
    const ids = [documents.common, documents.shared];
    const corrupt = async () => {
      for (const documentId of ids) {
        for (const one of corruptions) if (random() < 0.3) await one(world, documents, documentId);
      }
    };
    await corrupt();
    world.clock.set(midnight);
    for (const documentId of ids) if (random() < 0.6) await world.apply(documentId);
    await world.relay(isLost);
    await corrupt();
    world.clock.set('2026-06-10T10:00:00.000Z');
    await world.reconcile();
    await world.relay();
    world.clock.advance(3_600_000);
    // What was written a moment ago is judged by the next pass.
    await world.reconcile();
    await expectRight(world);
    expect(world.sentTwice()).toEqual([]);
  });
});
