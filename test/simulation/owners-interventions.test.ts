import { describe, expect, it } from 'vitest';
import type { Subscription } from '#shared/domain/subscription.ts';
import { deliveryWorld, idOf } from './delivery-world.ts';
import { ownerOf } from './owner.ts';
import { brokenPromises, kept } from './promises.ts';
import { accepts, away, dead, type Receiver, refuses } from './receivers.ts';

const start = '2026-07-01T08:00:00.000Z';
const hourBefore = '2026-07-01T07:00:00.000Z';
const elsewhere: Partial<Subscription> = { filter: { documentIds: ['none'] } };

const range = (count: number) => Array.from({ length: count }, (_, number) => number);

describe('a subscription that its owner enables again', () => {
  it('loses nothing where its receiver is down for days more', async () => {
    const back = '2026-07-08T20:00:00.000Z';
    const world = deliveryWorld();
    await world.subscribe(1, {}, away([{ from: start, to: back }]));
    await world.write(...range(30));
    await world.passUntil('2026-07-08T14:00:00.000Z');
    expect((await world.subscriptions.get(idOf(1)))?.disabledReason).toBe('failing');
    expect(new Set((await world.rows(1)).map(({ state }) => state))).toEqual(new Set(['waiting']));
    await ownerOf(world, 1).enable();
    await world.passUntil(back);
    await world.pass({ days: 6 });
    expect(await brokenPromises(world, 1)).toEqual(kept);
  });

  it('starts with a clean slate, also where no worker came by meanwhile', async () => {
    const world = deliveryWorld({ latencyMs: () => 3_000 });
    let requests = 0;
    const once: Receiver = (received) =>
      (requests++ === 0 ? refuses(503, '86400') : accepts)(received);
    await world.subscribe(1, {}, once);
    await world.write(1);
    await world.pass({ minutes: 1 });
    await ownerOf(world, 1).disable();
    await world.pass({ seconds: 1 });
    await ownerOf(world, 1).enable();
    await world.pass({ hours: 1 });
    expect(world.accepted(1)).toHaveLength(1);
  });

  it('has no replay that says it is done and is not', async () => {
    const world = deliveryWorld();
    await world.subscribe(1, { ...elsewhere, maxPerSecond: 10 });
    await world.write(...range(500));
    const owner = ownerOf(world, 1);
    await owner.change({ filter: {} });
    await world.pass({ seconds: 1 });
    const { replayId } = await owner.replay('all', hourBefore);
    await world.pass({ seconds: 15 });
    await owner.disable();
    await world.pass({ seconds: 30 });
    await owner.enable();
    await world.pass({ hours: 3 });
    const replay = await world.replays.get(idOf(1), replayId);
    expect(replay?.state).toBe('stopped');
    expect(world.accepted(1).length).toBeLessThan(500);
    await owner.replay('undelivered', hourBefore);
    await world.pass({ hours: 1 });
    expect(await brokenPromises(world, 1)).toEqual(kept);
  });
});

describe('a subscription that its owner gives another address', () => {
  const seventh = { target: { type: 'webhook', url: 'https://example.org/hooks/7' } } as const;
  const stateOf = async (world: ReturnType<typeof deliveryWorld>) =>
    (await world.subscriptions.get(idOf(1)))?.state;

  it('is not disabled by a 410 of the one before', async () => {
    const world = deliveryWorld();
    await world.subscribe(1, {}, () => ({ status: 410, error: 'refused', afterMs: 2_000 }));
    await world.write(1);
    await world.pass({ seconds: 1 });
    await ownerOf(world, 1).change(seventh);
    await world.pass({ minutes: 10 });
    expect(await stateOf(world)).toBe('enabled');
    expect(world.accepted(7)).toHaveLength(1);
  });

  it('is not disabled by one failure there after days of failures at the one before', async () => {
    const world = deliveryWorld();
    await world.subscribe(1, {}, dead);
    await world.write(...range(12));
    await world.pass({ days: 4, hours: 23, minutes: 50 });
    let requests = 0;
    world.receivers.set(7, (received) => (requests++ === 0 ? refuses(503) : accepts)(received));
    await ownerOf(world, 1).change(seventh);
    await world.pass({ days: 2 });
    expect(await stateOf(world)).toBe('enabled');
    expect(world.accepted(7)).toHaveLength(12);
  });

  it('has what waits sent there within the hour', async () => {
    const world = deliveryWorld();
    await world.subscribe(1, {}, dead);
    await world.write(1);
    await world.pass({ days: 1 });
    await ownerOf(world, 1).change(seventh);
    await world.pass({ hours: 1 });
    expect(world.accepted(7)).toHaveLength(1);
  });
});

describe('a replay', () => {
  it('has what came into the log two days late', async () => {
    const world = deliveryWorld();
    await world.subscribe(1, elsewhere);
    await world.write(1);
    const late = world.change(2);
    await world.pass({ days: 2 });
    await world.write(3);
    await world.relay([late]);
    await world.write(4);
    await world.pass({ hours: 1 });
    await ownerOf(world, 1).change({ filter: {} });
    await ownerOf(world, 1).replay('all', start);
    await world.pass({ hours: 1 });
    expect(await brokenPromises(world, 1)).toEqual(kept);
  });
});
