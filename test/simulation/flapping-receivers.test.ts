import { describe, expect, it } from 'vitest';
import { shift } from '#shared/domain/instant.ts';
import { seeded } from '../support/random.ts';
import { deliveryWorld } from './delivery-world.ts';
import { brokenPromises, kept } from './promises.ts';
import { type Answer, accepts, type Receiver, refuses } from './receivers.ts';

const start = '2026-07-01T08:00:00.000Z';

const range = (count: number) => Array.from({ length: count }, (_, number) => number);

/** Answers the first request so, and the others in another way. */
const first = (answer: Answer, others: Receiver): Receiver => {
  let requests = 0;
  return (received) => (requests++ === 0 ? answer : others(received));
};

describe('a receiver that asks for time', () => {
  it('is left alone for it, also where it accepts meanwhile what was under way', async () => {
    const world = deliveryWorld();
    const busy = { status: 429, error: 'refused', retryAfter: '600', afterMs: 20 } as const;
    await world.subscribe(
      1,
      {},
      first(busy, () => ({ status: 204, afterMs: 500 })),
    );
    await world.write(1, 2);
    await world.pass({ seconds: 5 });
    await world.write(3, 4, 5);
    await world.pass({ seconds: 500 });
    expect(world.attemptsAt(1)).toHaveLength(2);
    await world.pass({ minutes: 10 });
    expect(await brokenPromises(world, 1)).toEqual(kept);
  });

  it('is tried again at the instant it names, however slow it was to name it', async () => {
    const world = deliveryWorld();
    const retryAfter = 'Wed, 01 Jul 2026 08:01:00 GMT';
    const busy = { status: 503, error: 'refused', retryAfter, afterMs: 12_000 } as const;
    await world.subscribe(1, {}, first(busy, accepts));
    await world.write(1);
    await world.pass({ minutes: 5 });
    expect(world.attemptsAt(1)[1]?.at.slice(0, 19)).toBe('2026-07-01T08:01:00');
  });
});

describe('a receiver that answers nothing once', () => {
  it('is tried again five seconds after the attempt was given up', async () => {
    const world = deliveryWorld();
    await world.subscribe(1, {}, first({ error: 'timeout', afterMs: 15_000 }, accepts));
    await world.write(1);
    await world.pass({ minutes: 5 });
    expect(world.attemptsAt(1).map(({ at }) => at)).toEqual([start, shift(start, 20_000)]);
  });
});

describe('a receiver that takes only some requests', () => {
  it('loses nothing where it takes one in twenty seconds, for half an hour', async () => {
    const world = deliveryWorld();
    const up = shift(start, 30 * 60_000);
    let last = '';
    await world.subscribe(1, {}, (received) => {
      const { at } = received;
      if (at <= up && last !== '' && at < shift(last, 20_000)) return refuses(429)(received);
      last = at;
      return accepts(received);
    });
    await world.write(...range(150));
    await world.pass({ days: 5 });
    expect(await brokenPromises(world, 1)).toEqual(kept);
  });

  it('loses nothing where it takes two of ten, for two hours', async () => {
    const world = deliveryWorld({ random: seeded(1) });
    const up = shift(start, 2 * 3_600_000);
    let requests = 0;
    await world.subscribe(1, {}, (received) =>
      (received.at < up && requests++ % 10 >= 2 ? refuses(500) : accepts)(received),
    );
    for (const minute of range(60)) {
      await world.write(minute);
      await world.pass({ minutes: 1 });
    }
    await world.pass({ days: 5 });
    expect(await brokenPromises(world, 1)).toEqual(kept);
  });

  it('is not flooded because it accepts at last what began before all that failed', async () => {
    const world = deliveryWorld();
    await world.subscribe(1, {}, first({ status: 204, afterMs: 10_000 }, refuses(500)));
    await world.write(...range(40));
    await world.pass({ seconds: 29 });
    expect(world.attemptsAt(1).length).toBeLessThanOrEqual(20);
  });
});
