import { describe, expect, it } from 'vitest';
import { shift } from '#shared/domain/instant.ts';
import { createHandler } from '../../../functions/sweep-deliveries/handler.ts';
import { deliveryUseCases, refused } from '../../support/delivery.ts';
import { event } from '../../support/events.ts';
import { context } from '../../support/invocations.ts';
import { subscription } from '../../support/subscriptions.ts';

const { subscriptionId } = subscription();

/** A delivery was refused: its endpoint is to be woken in five seconds, and every message about it is lost. */
const setUp = async () => {
  const world = deliveryUseCases(() => refused());
  await world.subscriptions.create(subscription());
  world.clock.set('2026-07-01T08:10:00.000Z');
  await world.place(event());
  await world.serve(subscriptionId);
  const before = world.queue.queued.length;
  const woken = () => world.queue.queued.slice(before);
  const [{ nextAttemptAt: dueAt = '' } = {}] = await world.deliveriesOf(subscriptionId);
  return { ...world, dueAt, woken, handler: createHandler(world) };
};

describe('the sweep of deliveries', () => {
  it('wakes the worker of an endpoint for which something has become due', async () => {
    const { handler, clock, dueAt, woken } = await setUp();
    clock.set(dueAt);
    await handler({}, context());
    expect(woken()).toEqual([{ subscriptionId, deliveryIds: [] }]);
  });

  it('wakes nobody before', async () => {
    const { handler, clock, dueAt, woken } = await setUp();
    clock.set(shift(dueAt, -1));
    await handler({}, context());
    expect(woken()).toEqual([]);
  });

  it('wakes everyone every half hour, should the first message about a delivery be lost', async () => {
    const { handler, clock, woken } = await setUp();
    clock.set('2026-07-01T09:20:30.000Z');
    await handler({}, context());
    expect(woken()).toEqual([{ subscriptionId, deliveryIds: [] }]);
  });

  it('fails where the endpoints cannot be read, so that it is tried again', async () => {
    const { handler: _handler, ...world } = await setUp();
    const endpoints = { due: () => Promise.reject(new Error('out of reach')) };
    const handler = createHandler({ ...world, endpoints });
    await expect(handler({}, context())).rejects.toThrow('out of reach');
  });
});
