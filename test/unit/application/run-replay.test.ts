import { describe, expect, it } from 'vitest';
import { type RunReplayDependencies, runReplay } from '#shared/application/run-replay.ts';
import { shift } from '#shared/domain/instant.ts';
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

describe('a replay', () => {
  it('opens every event recorded since and before, and wakes the worker', async () => {
    const world = await setUp({
      replay: { since: nth(2).recordedtime, until: nth(5).recordedtime },
    });
    expect(await runReplay(world, step)).toEqual({ opened: 3, done: true });
    expect(await sequences(world)).toEqual([2, 3, 4]);
    expect(await rows(world)).toMatchObject(
      [2, 3, 4].map(() => ({ state: 'waiting', nextAttemptAt: now, createdAt: now, replayId })),
    );
    const deliveryIds = (await rows(world)).map((row) => row.deliveryId);
    expect(world.queue.queued).toHaveLength(1);
    expect(world.queue.queued[0]).toMatchObject({ subscriptionId });
    expect(new Set(world.queue.queued[0]?.deliveryIds)).toEqual(new Set(deliveryIds));
    expect(await world.replays.get(subscriptionId, replayId)).toMatchObject({
      state: 'done',
      deliveries: 3,
    });
    expect(world.replayQueue.queued).toEqual([]);
  });

  it('takes the first and the last millisecond of its time, and none beside it', async () => {
    const [since, until] = [nth(2).recordedtime, nth(4).recordedtime];
    const events = [shift(since, -1), since, shift(until, -1), until].map((recordedtime, index) =>
      nth(index + 1, { recordedtime }),
    );
    const world = await setUp({ events, replay: { since, until } });
    await finish(world);
    expect(await sequences(world)).toEqual([2, 3]);
  });

  it('opens only what the filter matches as it is now', async () => {
    const events = [nth(1), nth(2, { type: 'document.registered' }), nth(3)];
    const world = await setUp({
      events,
      subscription: { filter: { types: ['document.updated'] } },
    });
    await finish(world);
    expect(await sequences(world)).toEqual([1, 3]);
  });

  it('tells a duty whatever the filter says, with its receipt', async () => {
    const decided = nth(2, {
      type: 'decision.recorded',
      data: { recipients: ['Borås stad', 'GR'], decision: { decisionId: 'd-1' } },
    });
    const world = await setUp({
      events: [nth(1), decided],
      subscription: { recipients: ['borås stad'], filter: { types: ['document.registered'] } },
    });
    await finish(world);
    const duty = { documentId: decided.subject, decisionId: 'd-1' };
    expect(await rows(world)).toMatchObject([{ duty: { ...duty, recipients: ['Borås stad'] } }]);
    const [row] = await rows(world);
    expect(await world.duties.of(decided.subject, 'd-1')).toEqual([
      {
        ...duty,
        recipient: 'Borås stad',
        subscriptionId,
        organisation: 'alingsas',
        deliveryId: row?.deliveryId,
      },
    ]);
  });

  it('makes a duty of what was delivered before its subscription was bound', async () => {
    const data = { recipients: ['SRO'], decision: { decisionId: 'd-1' } };
    const decided = nth(1, { type: 'decision.recorded', data });
    const world = await setUp({ events: [decided], subscription: { recipients: ['SRO'] } });
    await world.deliveries.create(left('delivered', decided));
    await finish(world);
    expect(await rows(world)).toMatchObject([{ state: 'waiting', duty: { decisionId: 'd-1' } }]);
  });

  it('opens what was delivered, what failed and what waits anew, each once', async () => {
    const world = await setUp({ events: range(1, 4) });
    await world.deliveries.create(left('delivered', nth(1)));
    await world.deliveries.create(left('failed', nth(2)));
    await world.deliveries.create({ ...left('waiting', nth(3)), spent: 4 });
    expect(await finish(world)).toEqual([4]);
    expect(await rows(world)).toMatchObject([
      { state: 'waiting', nextAttemptAt: now, spent: 0, openedAt: now, revision: 2 },
      { state: 'waiting', nextAttemptAt: now, spent: 0, openedAt: now, revision: 2 },
      // Its place in the schedule stays.
      { state: 'waiting', nextAttemptAt: now, spent: 4, revision: 2 },
      { state: 'waiting', nextAttemptAt: now, spent: 0, revision: 1 },
    ]);
  });

  it('of what is undelivered leaves alone what was delivered and what waits', async () => {
    const world = await setUp({ events: range(1, 4), replay: { only: 'undelivered' } });
    const [delivered, waiting] = [left('delivered', nth(1)), left('waiting', nth(3))];
    await world.deliveries.create(delivered);
    await world.deliveries.create(left('failed', nth(2)));
    await world.deliveries.create(waiting);
    expect(await finish(world)).toEqual([2]);
    expect(await sequences(world)).toEqual([2, 4]);
    expect(await world.deliveries.get(subscriptionId, [delivered.deliveryId])).toEqual([delivered]);
    expect(await world.deliveries.get(subscriptionId, [waiting.deliveryId])).toEqual([waiting]);
  });

  it('gives what is older than deliveries are kept a delivery of its own day', async () => {
    const old = nth(1, { recordedtime: '2026-05-02T11:59:59.999Z' });
    const kept = nth(2, { recordedtime: '2026-05-02T12:00:00.000Z' });
    const world = await setUp({
      events: [old, kept],
      replay: { since: '2026-01-01T00:00:00.000Z' },
    });
    await finish(world);
    expect((await rows(world)).map(({ deliveryId }) => deliveryId)).toEqual([
      `20260502T120000000Z-${kept.id}`,
      `20260601T120000000Z-${old.id}`,
    ]);
  });

  it('opens an event that stands in the log twice once', async () => {
    const world = await setUp({ events: [nth(1), nth(1), nth(2)] });
    await world.log.append([nth(1)]);
    await finish(world);
    expect(await rows(world)).toHaveLength(2);
    expect((await rows(world)).map(({ revision }) => revision)).toEqual([1, 1]);
  });

  it('finds what was recorded in its time and came into the log hours late', async () => {
    const until = nth(5).recordedtime;
    const late = nth(3, { id: 'late-0000000003' });
    const world = await setUp({ events: [nth(1), nth(6), nth(7)], replay: { until } });
    await world.log.append([late]);
    await finish(world);
    expect((await rows(world)).map(({ eventId }) => eventId)).toContain('late-0000000003');
  });
});

describe('a long replay', () => {
  it('opens ten seconds of its rate a step, ten seconds apart', async () => {
    const world = await setUp({ events: range(1, 50), subscription: { maxPerSecond: 2 } });
    expect(await finish(world)).toEqual([20, 20, 10]);
    expect(await sequences(world)).toEqual(range(1, 50).map((_, index) => index + 1));
    expect(world.replayQueue.queued).toEqual([20, 20].map(() => ({ ...step, delaySeconds: 10 })));
  });

  it('reads on at once where nothing matched, a bounded number of events a step', async () => {
    const filter = { types: ['document.registered' as const] };
    const world = await setUp({
      events: range(1, 2_500),
      subscription: { filter },
      replay: { until: '2027-01-01T00:00:00.000Z' },
    });
    expect(await finish(world)).toEqual([0, 0]);
    expect(world.replayQueue.queued).toEqual([{ ...step, delaySeconds: 0 }]);
  });

  it('does not read to the end of a log that goes on long after its time', async () => {
    const later = Array.from({ length: 500 }, (_, index) =>
      nth(index + 10, { recordedtime: shift('2026-06-03T00:00:00.000Z', index) }),
    );
    const world = await setUp({ events: [...range(1, 3), ...later] });
    let reads = 0;
    const log: RunReplayDependencies['log'] = {
      cursorAt: world.log.cursorAt,
      read: (query) => {
        reads += 1;
        return world.log.read(query);
      },
    };
    expect(await runReplay({ ...world, log }, step)).toEqual({ opened: 3, done: true });
    expect(reads).toBe(1);
  });

  it.each<[string, (world: World) => Promise<unknown>]>([
    ['deleted', ({ subscriptions }) => subscriptions.delete(subscriptionId)],
    [
      'disabled',
      ({ subscriptions, subscribed }) =>
        subscriptions.update({ ...subscribed, state: 'disabled', revision: 2 }),
    ],
  ])('is stopped when its subscription is %s between two steps', async (_, end) => {
    const world = await setUp({ events: range(1, 50), subscription: { maxPerSecond: 2 } });
    await runReplay(world, step);
    await end(world);
    world.clock.advance(10_000);
    expect(await runReplay(world, step)).toEqual({ opened: 0, done: true });
    expect(await world.replays.get(subscriptionId, replayId)).toMatchObject({
      state: 'stopped',
      deliveries: 20,
    });
    expect(await sequences(world)).toHaveLength(20);
    expect(world.replayQueue.queued).toHaveLength(1);
  });
});
