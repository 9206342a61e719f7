import { describe, expect, it } from 'vitest';
import { seeded } from '../support/random.ts';
import { deliveryWorld } from './delivery-world.ts';
import { brokenPromises, kept } from './promises.ts';
import { accepts, away, hangs, refuses } from './receivers.ts';

const start = '2026-07-01T08:00:00.000Z';
const minute = 60_000;

/** A subscriber with troubles of every kind for a quarter of an hour. */
const play = async (options: Parameters<typeof deliveryWorld>[0]) => {
  const random = seeded(9);
  const world = deliveryWorld({ random, latencyMs: () => random() * 2_000, ...options });
  await world.subscribe(
    1,
    {},
    away([
      { from: start, to: '2026-07-01T08:02:00.000Z' },
      {
        from: '2026-07-01T08:06:00.000Z',
        to: '2026-07-01T08:09:00.000Z',
        meanwhile: refuses(503, '20'),
      },
    ]),
  );
  await world.subscribe(2, {}, (received) => (random() < 0.3 ? refuses(500) : accepts)(received));
  for (let writes = 0; writes < 45; writes++) {
    await world.write(1 + (writes % 4));
    await world.pass({ seconds: 20 });
  }
  await world.pass({ days: 4 });
  return world;
};

describe('mode 9, clocks that disagree', () => {
  it.each([
    ['a minute ahead', () => minute],
    ['a minute behind', () => -minute],
    [
      'each by another minute',
      (() => {
        const random = seeded(90);
        return () => Math.round((random() - 0.5) * 2 * minute);
      })(),
    ],
  ])('with workers that are %s every event arrives, under its id', async (_, skew) => {
    const world = await play({ skew });
    expect(await brokenPromises(world, 1)).toEqual(kept);
    expect(await brokenPromises(world, 2)).toEqual(kept);
    // A receiver allows five minutes.
    for (const { headers, at } of world.sent) {
      const claimed = Number(headers['webhook-timestamp']) * 1000;
      expect(Math.abs(claimed - Date.parse(at))).toBeLessThanOrEqual(minute + 1_000);
    }
  });

  it.each([
    ['half a minute early or late', () => seeded(91), (drawn: number) => (drawn - 0.5) * minute],
    ['ten minutes late', () => seeded(92), () => 10 * minute],
  ])('with a sweep that comes %s as well', async (_, source, late) => {
    const random = source();
    const world = await play({ sweepLate: () => Math.round(late(random())) });
    expect(await brokenPromises(world, 1)).toEqual(kept);
    expect(await brokenPromises(world, 2)).toEqual(kept);
  });

  it('carries the time of each attempt, days after the event', async () => {
    const world = deliveryWorld();
    await world.subscribe(1, {}, away([{ from: start, to: '2026-07-04T08:00:00.000Z' }]));
    await world.write(1);
    await world.pass({ days: 4 });
    const claimed = world
      .attemptsAt(1)
      .map(({ headers }) => Number(headers['webhook-timestamp']) * 1000);
    expect(claimed).toEqual(
      world.attemptsAt(1).map(({ at }) => Math.floor(Date.parse(at) / 1000) * 1000),
    );
    expect(new Set(claimed).size).toBe(claimed.length);
  });

  it('two workers at one endpoint, since one believes that the other is dead, end with what was accepted', async () => {
    const ahead = [0, 2 * minute];
    const world = deliveryWorld({ skew: () => ahead.shift() ?? 0 });
    await world.subscribe(1, {}, (received) =>
      (world.attemptsAt(1).length === 0 ? hangs : accepts)(received),
    );
    await world.write(1);
    await world.pass({ seconds: 1 });
    await world.write(2);
    await world.pass({ hours: 2 });
    // The first one’s time-out comes after the second one’s success, and takes nothing from it.
    expect(await world.rows(1)).toMatchObject([
      { state: 'delivered', attempts: [{ status: 204 }, { error: 'timeout' }] },
      { state: 'delivered' },
    ]);
    expect(world.accepted(1)).toHaveLength(2);
    expect(await brokenPromises(world, 1)).toEqual(kept);
  });
});

describe('messages that are lost', () => {
  it('are made up for by the sweep, whatever they were', async () => {
    const random = seeded(93);
    const world = await play({ copies: () => (random() < 0.5 ? 0 : 1) });
    expect(await brokenPromises(world, 1)).toEqual(kept);
    expect(await brokenPromises(world, 2)).toEqual(kept);
  });

  it('cost half an hour at the most where it was the first message of the only delivery', async () => {
    let messages = 0;
    const world = deliveryWorld({ copies: () => (messages++ === 0 ? 0 : 1) });
    await world.subscribe(1);
    await world.write(1);
    await world.pass({ minutes: 19 });
    expect(world.accepted(1)).toEqual([]);
    await world.pass({ minutes: 12 });
    expect(await brokenPromises(world, 1)).toEqual(kept);
  });
});

describe('an index that lags', () => {
  it.each([2, 20, 50])('by %d seconds loses nothing', async (seconds) => {
    const world = await play({ indexLagMs: seconds * 1_000 });
    expect(await brokenPromises(world, 1)).toEqual(kept);
    expect(await brokenPromises(world, 2)).toEqual(kept);
  });

  it('is made up for within two minutes for what came while a worker was there', async () => {
    const world = deliveryWorld({ indexLagMs: 2_000 });
    await world.subscribe(1, { maxPerSecond: 1 });
    await world.write(1, 2);
    await world.pass({ seconds: 1 });
    await world.write(3);
    await world.pass({ minutes: 2 });
    expect(await brokenPromises(world, 1)).toEqual(kept);
  });
});
