import { describe, expect, it } from 'vitest';
import { ConflictError } from '#shared/application/ports.ts';
import { runReplay } from '#shared/application/run-replay.ts';
import { afterAttempt } from '#shared/domain/delivery.ts';
import { shift } from '#shared/domain/instant.ts';
import { killedAtEveryCall } from '../../support/crashes.ts';
import { withFaults } from '../../support/faults.ts';
import {
  finish,
  left,
  now,
  nth,
  range,
  replayId,
  rows,
  sequences,
  setUp,
  step,
  subscriptionId,
  type World,
} from '../../support/replays.ts';

describe('a step that comes again', () => {
  it('does nothing once the replay is done, or for one that is not there', async () => {
    const world = await setUp({});
    await finish(world);
    const before = await rows(world);
    expect(await runReplay(world, step)).toEqual({ opened: 0, done: true });
    expect(await runReplay(world, { ...step, replayId: 'other' })).toEqual({
      opened: 0,
      done: true,
    });
    expect(await rows(world)).toEqual(before);
    expect(world.queue.queued).toHaveLength(1);
  });

  it('opens nothing twice beside its twin, and both come to the end', async () => {
    const world = await setUp({ events: range(1, 50), subscription: { maxPerSecond: 2 } });
    await Promise.all([finish(world), finish(world)]);
    expect(await sequences(world)).toHaveLength(50);
    expect((await rows(world)).every(({ revision }) => revision === 1)).toBe(true);
    expect(await world.replays.get(subscriptionId, replayId)).toMatchObject({ state: 'done' });
  });

  it('waits for its time where it comes early, and goes on then', async () => {
    const world = await setUp({ events: range(1, 50), subscription: { maxPerSecond: 2 } });
    await runReplay(world, step);
    world.clock.advance(2_500);
    expect(await runReplay(world, step)).toEqual({ opened: 0, done: false });
    expect(world.replayQueue.queued.at(-1)).toEqual({ ...step, delaySeconds: 8 });
    world.clock.advance(7_499);
    expect(await runReplay(world, step)).toEqual({ opened: 0, done: false });
    world.clock.advance(1);
    expect(await runReplay(world, step)).toEqual({ opened: 20, done: false });
  });

  it('asks for no longer delay than a queue has', async () => {
    const resumesAt = shift(now, 3_600_000);
    const world = await setUp({ replay: { resumesAt } });
    expect(await runReplay(world, step)).toEqual({ opened: 0, done: false });
    expect(world.replayQueue.queued).toEqual([{ ...step, delaySeconds: 900 }]);
  });

  it('wakes nobody for what was delivered between the two', async () => {
    const world = await setUp({ events: range(1, 2) });
    for (const number of [1, 2]) {
      const state = number === 1 ? 'delivered' : 'waiting';
      await world.deliveries.create({ ...left(state, nth(number)), replayId });
    }
    await runReplay(world, step);
    const waiting = (await rows(world)).filter(({ state }) => state === 'waiting');
    expect(world.queue.queued.flatMap(({ deliveryIds }) => deliveryIds)).toEqual(
      waiting.map(({ deliveryId }) => deliveryId),
    );
  });

  it('does not send again what was sent between the two', async () => {
    const world = await setUp({ events: range(1, 3) });
    const failing = {
      ...world,
      replays: {
        get: world.replays.get,
        update: () => Promise.reject(new ConflictError('lost')),
      },
    };
    await expect(runReplay(failing, step)).rejects.toThrow('lost');
    for (const row of await rows(world)) {
      await world.deliveries.update(
        afterAttempt(row, { at: now, durationMs: 1, status: 204 }, { random: 0.5 }),
      );
    }
    await finish(world);
    expect((await rows(world)).map(({ state }) => state)).toEqual(Array(3).fill('delivered'));
    expect(await world.replays.get(subscriptionId, replayId)).toMatchObject({ deliveries: 3 });
  });

  it('ends the same when it was killed at any port call', async () => {
    const end = async (world: World) => ({
      rows: (await rows(world)).map(({ deliveryId, state, spent, revision, nextAttemptAt }) => ({
        ...{ deliveryId, state, spent, revision },
        due: nextAttemptAt !== undefined && nextAttemptAt <= world.clock.now(),
      })),
      replay: (await world.replays.get(subscriptionId, replayId))?.state,
      woken: new Set(world.queue.queued.flatMap(({ deliveryIds }) => deliveryIds)),
    });
    const prepare = async () => {
      const world = await setUp({ events: range(1, 12), subscription: { maxPerSecond: 1 } });
      await world.deliveries.create(left('delivered', nth(1)));
      await world.deliveries.create(left('failed', nth(4)));
      return world;
    };
    const undisturbed = await prepare();
    await finish(undisturbed);
    const expected = await end(undisturbed);

    const kills = await killedAtEveryCall((plan) => {
      const prepared = prepare();
      const run = async () => {
        const world = await prepared;
        const { clock, replayQueue, subscribed, ...ports } = world;
        const faulty = Object.fromEntries(
          Object.entries(ports).map(([name, port]) => [name, withFaults(port, plan)]),
        );
        await finish({ ...world, ...faulty, replayQueue: withFaults(replayQueue, plan) });
      };
      return {
        killed: run,
        retried: async () => {
          await run();
          expect(await end(await prepared)).toEqual(expected);
        },
      };
    });
    expect(kills).toBeGreaterThan(20);
  });
});
