import { describe, expect, it } from 'vitest';
import { seeded } from '../support/random.ts';
import { type DeliveryWorld, delayMs, deliveryWorld } from './delivery-world.ts';
import { documentIdOf } from './documents.ts';
import { brokenPromises, kept } from './promises.ts';
import { accepts, away, dead, drips, hangs, type Receiver, refuses } from './receivers.ts';

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** A write each second to one of thirty documents. */
const writeFor = async (world: DeliveryWorld, seconds: number) => {
  for (let second = 0; second < seconds; second++) {
    await world.write(1 + (second % 30));
    await world.pass({ seconds: 1 });
  }
};

const longestDelayMs = (world: DeliveryWorld, subscribers: readonly number[]) =>
  subscribers
    .flatMap((number) => world.accepted(number).map(delayMs))
    .reduce((longest, delay) => Math.max(longest, delay), 0);

describe('mode 4, a poison event', () => {
  it('that its receiver always refuses is given up on, and its neighbours arrive at once', async () => {
    const world = deliveryWorld();
    await world.subscribe(1, {}, (received) =>
      received.eventId.endsWith('-0000000003') ? refuses(400)(received) : accepts(received),
    );
    await world.write(7, 7, 7, 7);
    for (let hours = 0; hours < 4 * 24; hours++) {
      await world.write(1);
      await world.pass({ hours: 1 });
    }
    const refused = (await world.rows(1)).filter(({ state }) => state !== 'delivered');
    expect(refused).toMatchObject([
      { eventId: expect.stringMatching(/7-0000000003$/), state: 'failed', spent: 10 },
      { eventId: expect.stringMatching(/1-0000000003$/), state: 'failed', spent: 10 },
    ]);
    expect(world.accepted(1)).toHaveLength(3 + 4 * 24 - 1);
    expect(longestDelayMs(world, [1])).toBeLessThan(1_000);
  });

  it('that no worker can handle gives way to its neighbours, ever longer', async () => {
    const poison = documentIdOf(99);
    const world = deliveryWorld({
      sign: ({ id }) => {
        if (id.startsWith(poison)) throw new Error('cannot be signed');
        return 'v1,signed';
      },
    });
    // Of a receiver that is down one delivery at a time is tried: the poison one is the first of them.
    const from = '2026-07-01T08:00:00.000Z';
    await world.subscribe(1, {}, away([{ from, to: '2026-07-01T09:00:00.000Z' }]));
    await world.write(99);
    await writeFor(world, 60);
    await world.pass({ hours: 2 });
    const { true: poisoned, false: neighbours = [] } = Object.groupBy(
      await world.rows(1),
      ({ eventId }) => String(eventId.startsWith(poison)),
    );
    expect(poisoned).toMatchObject([{ state: 'waiting', attempts: [] }]);
    expect(neighbours.map(({ state }) => state)).toEqual(Array(60).fill('delivered'));
    // Its failures are told, and seldom enough to be read.
    const { failures, deadLetters } = world.queues.toDeliver;
    expect(failures).toContainEqual(new Error('cannot be signed'));
    expect(failures.length).toBeLessThan(20);
    expect(deadLetters).toEqual([]);
  });
});

describe('mode 5, a slow subscriber', () => {
  it('one dead, one hanging and one dripping delay none of twenty healthy ones', async () => {
    const world = deliveryWorld();
    await world.subscribe(1, {}, dead);
    await world.subscribe(2, {}, hangs);
    await world.subscribe(3, {}, drips);
    const healthy = numbers(4, 23);
    for (const number of healthy) await world.subscribe(number);
    await writeFor(world, 600);
    await world.pass({ minutes: 30 });
    for (const number of healthy) expect(await brokenPromises(world, number)).toEqual(kept);
    expect(longestDelayMs(world, healthy)).toBe(0);
    // The one that drips takes ten at a time and gets all of it in its own time.
    expect(await brokenPromises(world, 3)).toEqual(kept);
    // The two that take nothing have one worker each at the most, and that seldom.
    expect(world.attemptsAt(1).length).toBeLessThan(40);
    expect(world.attemptsAt(2).length).toBeLessThan(40);
    const { most, longestSeconds } = world.queues.toDeliver.work;
    expect(most).toBeLessThan(50);
    expect(longestSeconds).toBeLessThan(60);
  });

  it('twenty-five that hang at once leave workers for the others', async () => {
    const world = deliveryWorld();
    const [hanging, healthy] = [numbers(1, 25), numbers(26, 45)];
    for (const number of hanging) await world.subscribe(number, {}, hangs);
    for (const number of healthy) await world.subscribe(number);
    await writeFor(world, 120);
    await world.pass({ minutes: 10 });
    expect(longestDelayMs(world, healthy)).toBe(0);
  });

  it('one that is dead costs a few invocations an hour, however many events wait for it', async () => {
    const random = seeded(5);
    const world = deliveryWorld({ random, latencyMs: () => random() * 1_000 });
    await world.subscribe(1, {}, dead);
    await writeFor(world, 600);
    await world.pass({ hours: 2 });
    const before = world.queues.toDeliver.work.invocations;
    await world.pass({ hours: 10 });
    expect(world.queues.toDeliver.work.invocations - before).toBeLessThan(10 * 15);
  });
});

describe('mode 12, throttling', () => {
  const pauseAfter = async (answer: Receiver) => {
    const world = deliveryWorld();
    await world.subscribe(1, {}, (received) =>
      world.attemptsAt(1).length === 0 ? answer(received) : accepts(received),
    );
    await world.write(1);
    await world.pass({ seconds: 2 });
    await world.write(2, 3);
    await world.pass({ days: 2 });
    expect(await brokenPromises(world, 1)).toEqual(kept);
    const [first, ...rest] = world.attemptsAt(1);
    const spent = (await world.rows(1)).map(({ spent }) => spent);
    return { spent, seconds: rest.map(({ at }) => secondsBetween(first?.at, at)) };
  };
  const date = new Date('2026-07-01T08:10:00.000Z').toUTCString();

  it.each([
    ['429 with seconds', refuses(429, '120'), 120],
    ['503 with a date', refuses(503, date), 600],
    ['429 with an absurd number', refuses(429, '99999999999'), 24 * 3600],
    ['503 with an absurd date', refuses(503, 'Fri, 01 Jan 2999 00:00:00 GMT'), 24 * 3600],
  ])('%s holds back the whole endpoint for as long, within a day', async (_, answer, seconds) => {
    const paused = await pauseAfter(answer);
    // The others spent no attempt on it.
    expect(paused.spent).toEqual([2, 1, 1]);
    for (const after of paused.seconds) {
      expect(after).toBeGreaterThanOrEqual(seconds);
      expect(after).toBeLessThan(seconds + 61);
    }
  });

  it.each([
    ['nonsense', refuses(429, 'in a while')],
    ['a date in the past', refuses(503, new Date(0).toUTCString())],
    ['a negative number', refuses(429, '-5')],
    ['a header on another status', refuses(500, '3600')],
  ])('%s is no reason to wait longer than the schedule', async (_, answer) => {
    const { spent, seconds } = await pauseAfter(answer);
    expect(spent).toEqual([2, 1, 1]);
    expect(Math.max(...seconds)).toBeLessThan(7);
  });

  it('a receiver that throttles all the time gets everything, no faster than it asks', async () => {
    const world = deliveryWorld();
    let freeAt = '';
    // One a minute, and the rest is told when to come back.
    await world.subscribe(1, {}, (received) => {
      if (received.at < freeAt) return refuses(429, '60')(received);
      freeAt = new Date(Date.parse(received.at) + 60_000).toISOString();
      return accepts(received);
    });
    await world.write(...numbers(1, 60));
    await world.pass({ hours: 8 });
    expect(await brokenPromises(world, 1)).toEqual(kept);
    const refused = world.attemptsAt(1).length - 60;
    expect(refused).toBeLessThan(200);
  });
});

describe('mode 16, a hot spot', () => {
  it('ten thousand events at one instant reach a subscriber at its rate, and twenty others promptly', async () => {
    const world = deliveryWorld();
    await world.subscribe(1, { maxPerSecond: 10 });
    const others = numbers(2, 21);
    for (const number of others) {
      const documentIds = numbers(number * 40, number * 40 + 39).map(documentIdOf);
      await world.subscribe(number, { filter: { documentIds } });
    }
    for (let round = 0; round < 10; round++) {
      void world.relay(numbers(1, 1_000).map((document) => world.change(document)));
    }
    await world.pass({ minutes: 20 });
    expect(await brokenPromises(world, 1)).toEqual(kept);
    expect(world.attemptsAt(1)).toHaveLength(10_000);
    // At ten a second the last one's turn comes after a thousand seconds.
    expect(longestDelayMs(world, [1])).toBeLessThan(1_100_000);
    const seconds = Map.groupBy(world.attemptsAt(1), ({ at }) => at.slice(0, 19));
    expect(Math.max(...[...seconds.values()].map(({ length }) => length))).toBeLessThanOrEqual(11);
    // At fifty a second 400 events take eight seconds.
    for (const number of others) expect(world.accepted(number)).toHaveLength(400);
    expect(longestDelayMs(world, others)).toBeLessThan(9_000);
  });
});

const secondsBetween = (from = '', to = ''): number => (Date.parse(to) - Date.parse(from)) / 1000;
