import { describe, expect, it } from 'vitest';
import { listDeliveries, readDelivery } from '#shared/application/read-deliveries.ts';
import { readSubscription } from '#shared/application/read-subscription.ts';
import { shift } from '#shared/domain/instant.ts';
import type { Subscription } from '#shared/domain/subscription.ts';
import { deliveryUseCases, refused } from '../../support/delivery.ts';
import { event } from '../../support/events.ts';
import { subscription } from '../../support/subscriptions.ts';

const { subscriptionId } = subscription();
const which = { subscriptionId, reach: 'all' } as const;

/** A subscription to which one delivery was refused, by a receiver that asks for ten minutes. */
const setUp = async (retryAfter?: string) => {
  const world = deliveryUseCases(() => refused(503, retryAfter));
  await world.subscriptions.create(subscription());
  await world.place(event());
  const began = world.clock.now();
  await world.serve(subscriptionId);
  const change = (facts: Partial<Subscription>) =>
    world.subscriptions.update(subscription(1, { revision: 2, ...facts }));
  const healthNow = async () => (await readSubscription(world, which)).health;
  /** As the list and the single reading have it. */
  const nextAttempts = async () => {
    const { items } = await listDeliveries(world, { ...which, limit: 10 });
    const deliveryId = items[0]?.deliveryId ?? '';
    const one = await readDelivery(world, { ...which, deliveryId });
    return [...items, one].map(({ nextAttemptAt }) => nextAttemptAt);
  };
  return { ...world, began, change, healthNow, nextAttempts };
};

describe('a subscription', () => {
  it('is shown with nothing of its receiver where that was not tried yet', async () => {
    const world = deliveryUseCases();
    await world.subscriptions.create(subscription());
    expect(await readSubscription(world, which)).toEqual({
      subscription: subscription(),
      health: {},
    });
  });

  it('says since when its receiver fails, and until when that is left alone', async () => {
    const { clock, began, healthNow } = await setUp('600');
    const pausedUntil = shift(began, 600_000);
    clock.set(shift(pausedUntil, -1));
    expect(await healthNow()).toEqual({ failingSince: began, pausedUntil });
    clock.set(pausedUntil);
    expect(await healthNow()).toEqual({ failingSince: began });
  });

  it('says nothing of a receiver that it had before, or while it is disabled', async () => {
    const { clock, change, healthNow } = await setUp('600');
    await change({ state: 'disabled' });
    expect(await healthNow()).toEqual({});
    await change({ revision: 3, renewedAt: clock.now() });
    expect(await healthNow()).toEqual({});
  });

  it('is unknown to another organisation', async () => {
    const world = await setUp();
    const reach = { organisation: 'boras' };
    await expect(readSubscription(world, { ...which, reach })).rejects.toThrow('There is no');
  });
});

describe('a delivery that waits', () => {
  it('is expected when it is due', async () => {
    const { began, nextAttempts } = await setUp();
    expect(await nextAttempts()).toEqual(Array(2).fill(shift(began, 5_000)));
  });

  it('is expected when its receiver is tried again, not before', async () => {
    const { began, nextAttempts, place } = await setUp('600');
    await place(event('document.updated', { sequence: 2 }));
    expect(await nextAttempts()).toEqual(Array(3).fill(shift(began, 600_000)));
  });

  it('is expected when it is due, whatever a receiver before asked for', async () => {
    const { clock, began, change, nextAttempts, place } = await setUp('600');
    await place(event('document.updated', { sequence: 2 }));
    await change({ renewedAt: clock.now() });
    expect((await nextAttempts())[0]).toBe(began);
  });

  it('is not expected while its subscription is disabled', async () => {
    const { change, nextAttempts } = await setUp();
    await change({ state: 'disabled' });
    expect(await nextAttempts()).toEqual([undefined, undefined]);
  });
});
