import { describe, expect, it } from 'vitest';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryDeliveries } from '#shared/adapters/memory/deliveries.ts';
import { sequentialIds } from '#shared/adapters/memory/ids.ts';
import { memoryReceipts } from '#shared/adapters/memory/receipts.ts';
import { memorySubscriptions } from '#shared/adapters/memory/subscriptions.ts';
import type { Tester } from '#shared/application/ports.ts';
import { testSubscription } from '#shared/application/test-subscription.ts';
import { afterTest } from '#shared/domain/delivery.ts';
import { subscription } from '../../support/subscriptions.ts';

const began = '2026-06-01T12:00:00.600Z';
const { subscriptionId } = subscription();

/** Testers that note their attempt at once, unless they die before. */
const setUp = async ({ dies }: { readonly dies: boolean }) => {
  const clock = virtualClock(began, { jumps: true });
  const kept = { clock, receipts: memoryReceipts(clock) };
  const deliveries = memoryDeliveries(kept);
  const reads: (readonly string[])[] = [];
  const tester: Tester = {
    attempt: async ({ deliveryId }) => {
      const attempt = { at: clock.now(), status: 204, durationMs: 1 };
      if (dies) throw new Error('died');
      for (const found of await deliveries.get(subscriptionId, [deliveryId])) {
        await deliveries.update(afterTest(found, attempt));
      }
      return attempt;
    },
  };
  const world = {
    clock,
    tester,
    ids: sequentialIds(),
    subscriptions: memorySubscriptions(kept),
    deliveries: {
      ...deliveries,
      get: (id: string, ids: readonly string[]) => {
        reads.push(ids);
        return deliveries.get(id, ids);
      },
    },
  };
  await world.subscriptions.create(subscription());
  const test = () => testSubscription(world, { subscriptionId, reach: 'all' });
  return { clock, reads, test };
};

const underWay = {
  code: 'too_often',
  message: 'A test is under way: wait until it is answered, at most 20 seconds.',
};

describe('a test of a subscription', () => {
  it('is refused while the one before has no attempt yet, for 20 seconds', async () => {
    const { clock, test } = await setUp({ dies: true });
    await expect(test()).rejects.toThrow('died');
    clock.set('2026-06-01T12:00:01.599Z');
    await expect(test()).rejects.toMatchObject({ message: expect.stringContaining('a second') });
    for (const at of ['01.600', '09.000', '19.999', '20.000', '20.599']) {
      clock.set(`2026-06-01T12:00:${at}Z`);
      await expect(test()).rejects.toMatchObject(underWay);
    }
    clock.set('2026-06-01T12:00:20.600Z');
    await expect(test()).rejects.toThrow('died');
    clock.set('2026-06-01T12:00:21.600Z');
    await expect(test()).rejects.toMatchObject(underWay);
  });

  it('is made a second after one that has its attempt', async () => {
    const { clock, test } = await setUp({ dies: false });
    await test();
    clock.advance(1_000);
    await expect(test()).resolves.toMatchObject({ attempt: { status: 204 } });
  });

  it('costs one read of those before', async () => {
    const { reads, test } = await setUp({ dies: true });
    await expect(test()).rejects.toThrow('died');
    expect(reads.map(({ length }) => length)).toEqual([21]);
  });
});
