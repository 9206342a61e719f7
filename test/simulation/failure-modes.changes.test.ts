import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { signWebhook } from '#shared/adapters/webhook/sign.ts';
import { secret as firstSecret } from '../support/subscriptions.ts';
import { deliveryWorld, idOf, type Sent } from './delivery-world.ts';
import { ownerOf } from './owner.ts';
import { brokenPromises, kept } from './promises.ts';
import { accepts, dead, drips } from './receivers.ts';

const start = '2026-07-01T08:00:00.000Z';

describe('mode 15, a subscription that changes under way', () => {
  it('is disabled between the wake and the worker: nothing is sent, and it goes on when enabled', async () => {
    const world = deliveryWorld({ latencyMs: () => 5_000 });
    await world.subscribe(1);
    await world.write(1, 2);
    await ownerOf(world, 1).disable();
    await world.pass({ hours: 1 });
    expect(world.attemptsAt(1)).toEqual([]);
    // What comes meanwhile makes no delivery.
    await world.write(3);
    await world.pass({ hours: 1 });
    expect((await world.rows(1)).map(({ state }) => state)).toEqual(['waiting', 'waiting']);

    await ownerOf(world, 1).enable();
    await world.pass({ minutes: 1 });
    expect(world.accepted(1)).toHaveLength(2);
    await ownerOf(world, 1).replay('undelivered', start);
    await world.pass({ minutes: 1 });
    expect(await brokenPromises(world, 1)).toEqual(kept);
    expect(world.accepted(1)).toHaveLength(3);
  });

  it('is disabled while it is served: at most a second of it is still sent', async () => {
    const world = deliveryWorld();
    await world.subscribe(1, { maxPerSecond: 5 });
    await world.write(...Array.from({ length: 100 }, (_, index) => index));
    await world.pass({ seconds: 10 });
    await ownerOf(world, 1).disable();
    const sent = world.attemptsAt(1).length;
    await world.pass({ hours: 1 });
    expect(world.attemptsAt(1).length - sent).toBeLessThanOrEqual(5);
  });

  it('is deleted between the wake and the worker: nothing is sent, and its endpoint is forgotten', async () => {
    const world = deliveryWorld({ latencyMs: () => 5_000 });
    await world.subscribe(1);
    await world.write(1);
    await ownerOf(world, 1).remove();
    await world.pass({ days: 1 });
    expect(world.attemptsAt(1)).toEqual([]);
    const { invocations } = world.queues.toDeliver.work;
    await world.pass({ days: 1 });
    expect(world.queues.toDeliver.work.invocations).toBe(invocations);
    expect(world.queues.toDeliver.deadLetters).toEqual([]);
  });

  it('is deleted while a receiver takes its time: what was begun ends well', async () => {
    const world = deliveryWorld();
    await world.subscribe(1, {}, drips);
    await world.write(1, 2, 3);
    await world.pass({ seconds: 1 });
    await ownerOf(world, 1).remove();
    await world.pass({ hours: 1 });
    expect(world.attemptsAt(1)).toHaveLength(3);
    expect(world.queues.toDeliver.deadLetters).toEqual([]);
    expect(world.failures).toEqual([]);
  });

  it('gets another address: what waits goes there', async () => {
    const world = deliveryWorld();
    await world.subscribe(1, {}, dead);
    await world.write(1, 2);
    await world.pass({ minutes: 1 });
    const target = { type: 'webhook', url: 'https://example.org/hooks/7' } as const;
    await ownerOf(world, 1).change({ target, state: 'enabled' });
    await world.pass({ hours: 1 });
    expect(world.accepted(7)).toHaveLength(2);
    expect((await world.rows(1)).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  });

  it('that is disabled ends its replay, and what the replay had opened goes on when enabled', async () => {
    const world = deliveryWorld();
    await world.subscribe(1, { maxPerSecond: 2 });
    await world.write(...Array.from({ length: 60 }, (_, index) => index));
    await world.pass({ minutes: 2 });
    const { replayId } = await ownerOf(world, 1).replay('all', start);
    await world.pass({ seconds: 15 });
    await ownerOf(world, 1).disable();
    await world.pass({ minutes: 5 });
    const replay = await world.replays.get(idOf(1), replayId);
    expect(replay).toMatchObject({ state: 'stopped', deliveries: 40 });
    await ownerOf(world, 1).enable();
    await world.pass({ minutes: 5 });
    expect(world.accepted(1)).toHaveLength(60 + 40);
    expect(await brokenPromises(world, 1)).toEqual(kept);
  });

  it('is enabled and disabled all the time, and loses nothing that a replay does not bring', async () => {
    const world = deliveryWorld();
    await world.subscribe(1, {}, accepts);
    for (let times = 0; times < 40; times++) {
      await world.write(1, 2);
      await (times % 2 === 0 ? ownerOf(world, 1).disable() : ownerOf(world, 1).enable());
      await world.pass({ seconds: times % 7 });
    }
    await ownerOf(world, 1).enable();
    await ownerOf(world, 1).replay('undelivered', start);
    await world.pass({ minutes: 10 });
    expect(await brokenPromises(world, 1)).toEqual(kept);
  });
});

describe('mode 13, a rotation', () => {
  /** Which of the secrets verify what was sent. */
  const verifiedBy = ({ body, headers }: Sent, secrets: readonly string[]) =>
    secrets.map((secret) => {
      const { 'webhook-id': id = '', 'webhook-timestamp': seconds = '' } = headers;
      const signature = new Webhook(secret).sign(id, new Date(Number(seconds) * 1000), body);
      return headers['webhook-signature']?.split(' ').includes(signature);
    });

  it.each([
    ['just before it', '2026-07-01T07:59:59.999Z', [true, false]],
    ['at its first moment', '2026-07-01T08:00:00.000Z', [true, true]],
    ['in the last millisecond of the overlap', '2026-07-01T08:59:59.999Z', [true, true]],
    ['when the overlap is over', '2026-07-01T09:00:00.000Z', [false, true]],
  ])('is seen in the signatures %s', async (_, when, expected) => {
    const world = deliveryWorld({ sign: signWebhook, start: '2026-07-01T07:00:00.000Z' });
    await world.subscribe(1);
    const write = async () => {
      await world.passUntil(when);
      await world.write(1);
    };
    if (when < start) await write();
    await world.passUntil(start);
    const { secret } = await ownerOf(world, 1).rotate(3600);
    if (when >= start) await write();
    expect(world.attemptsAt(1).map((sent) => verifiedBy(sent, [firstSecret, secret]))).toEqual([
      expected,
    ]);
  });

  it('counts for what was waiting: an attempt is signed with the keys of its own time', async () => {
    const world = deliveryWorld({ sign: signWebhook });
    await world.subscribe(1, {}, dead);
    await world.write(1);
    const { secret } = await ownerOf(world, 1).rotate(0);
    world.receivers.set(1, accepts);
    await world.pass({ minutes: 1 });
    const [first, second] = world
      .attemptsAt(1)
      .map((sent) => verifiedBy(sent, [firstSecret, secret]));
    expect(first).toEqual([true, false]);
    expect(second).toEqual([false, true]);
  });
});
