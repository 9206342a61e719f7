import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shift } from '#shared/domain/instant.ts';
import { seeded } from '../support/random.ts';
import { type DeliveryWorld, deliveryWorld } from './delivery-world.ts';
import { ownerOf } from './owner.ts';
import { brokenPromises, kept } from './promises.ts';
import { accepts, away, dead, drips, hangs, type Receiver, refuses } from './receivers.ts';

const start = '2026-07-01T08:00:00.000Z';
const minutes = 60_000;

const moods: readonly Receiver[] = [
  dead,
  hangs,
  drips,
  refuses(500),
  refuses(503, '600'),
  refuses(429, 'soon'),
];

/** From a moment in the first week on, for seconds, hours or days. */
const outage = fc
  .record({
    from: fc.integer({ min: 0, max: 7 * 24 * 60 }),
    lasts: fc.oneof(
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 10, max: 600 }),
      fc.integer({ min: 600, max: 6 * 24 * 60 }),
    ),
    meanwhile: fc.constantFrom(...moods),
  })
  .map(({ from, lasts, meanwhile }) => ({
    from: shift(start, from * minutes),
    to: shift(start, (from + lasts) * minutes),
    meanwhile,
  }));

const story = fc.record({
  seed: fc.integer(),
  outages: fc.array(fc.array(outage, { maxLength: 4 }), { minLength: 2, maxLength: 3 }),
  /** How many of a receiver's answers are failures, beside its outages. */
  flaky: fc.constantFrom(0, 0.1, 0.5),
  writes: fc.array(
    fc.record({
      document: fc.integer({ min: 1, max: 4 }),
      minutesBefore: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 12 * 60 })),
    }),
    { minLength: 1, maxLength: 40 },
  ),
  lost: fc.constantFrom(0, 0.2),
  doubled: fc.constantFrom(0, 0.2),
  skewed: fc.constantFrom(0, minutes),
});

type Story = typeof story extends fc.Arbitrary<infer Told> ? Told : never;

const play = async ({ seed, outages, flaky, writes, lost, doubled, skewed }: Story) => {
  const random = seeded(seed);
  const world = deliveryWorld({
    random,
    latencyMs: () => Math.floor(random() * 2_000),
    copies: () => (random() < lost ? 0 : random() < doubled ? 2 : 1),
    skew: () => Math.round((random() - 0.5) * 2 * skewed),
  });
  for (const [index, times] of outages.entries()) {
    await world.subscribe(
      index + 1,
      { maxPerSecond: 5 },
      away(times, (received) => (random() < flaky ? refuses(502) : accepts)(received)),
    );
  }
  for (const { document, minutesBefore } of writes) {
    await world.pass({ minutes: minutesBefore });
    await world.write(document);
  }
  return world;
};

/** Every receiver is well again, and stays so for as long as the longest wait lasts. */
const recover = async (world: DeliveryWorld, subscribers: readonly number[]) => {
  const end = shift(start, 14 * 24 * 60 * minutes);
  if (world.clock.now() < end) await world.passUntil(end);
  for (const number of subscribers) {
    world.receivers.set(number, accepts);
    await ownerOf(world, number).enable();
  }
  await world.pass({ days: 2 });
};

describe('whatever the outages of the receivers', () => {
  it('once they are over nothing waits, and after a replay of the undelivered nothing is lost', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        const world = await play(told);
        const subscribers = told.outages.map((_, index) => index + 1);
        await recover(world, subscribers);
        for (const number of subscribers) {
          const { lost, ...others } = await brokenPromises(world, number);
          expect({ ...others, lost: [] }).toEqual(kept);
          const rows = await world.rows(number);
          const waited = rows
            .filter(({ state }) => state === 'delivered')
            .map(({ eventId }) => eventId);
          expect(lost.filter((id) => waited.includes(id))).toEqual([]);
          await ownerOf(world, number).replay('undelivered', start);
        }
        await world.pass({ hours: 1 });
        for (const number of subscribers) {
          expect(await brokenPromises(world, number)).toEqual(kept);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('after one of less than five days nobody has to do anything', async () => {
    const one = fc.record({
      ...{ seed: fc.integer(), meanwhile: fc.constantFrom(...moods) },
      lasts: fc.integer({ min: 1, max: 5 * 24 * 60 - 1 }),
      minutesBetween: fc.array(fc.integer({ min: 0, max: 10 * 60 }), { maxLength: 30 }),
    });
    await fc.assert(
      fc.asyncProperty(one, async ({ seed, meanwhile, lasts, minutesBetween }) => {
        const random = seeded(seed);
        const world = deliveryWorld({ random });
        const from = shift(start, 60 * minutes);
        const to = shift(from, lasts * minutes);
        await world.subscribe(1, {}, away([{ from, to, meanwhile }]));
        for (const minutesBefore of minutesBetween) {
          await world.pass({ minutes: minutesBefore });
          await world.write(1 + Math.floor(random() * 3));
        }
        if (world.clock.now() < to) await world.passUntil(to);
        // The longest wait is a day, and a tenth.
        await world.pass({ hours: 27 });
        expect(await brokenPromises(world, 1)).toEqual(kept);
      }),
      { numRuns: 25 },
    );
  });

  it('a receiver that is well is told at once of every event, whatever the others do', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        const calm: Story = {
          ...told,
          outages: [[], ...told.outages],
          flaky: 0,
          lost: 0,
          skewed: 0,
        };
        const world = await play(calm);
        await world.pass({ seconds: 10 });
        expect(await brokenPromises(world, 1)).toEqual(kept);
        expect(world.attemptsAt(1)).toHaveLength(told.writes.length);
      }),
      { numRuns: 20 },
    );
  });
});
