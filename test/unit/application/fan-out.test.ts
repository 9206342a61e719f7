import { describe, expect, it } from 'vitest';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryDeliveryQueue } from '#shared/adapters/memory/delivery-queue.ts';
import { memorySubscriptions } from '#shared/adapters/memory/subscriptions.ts';
import { fanOut } from '#shared/application/fan-out.ts';
import { event } from '../../support/events.ts';
import { subscription } from '../../support/subscriptions.ts';

const setUp = () => ({
  subscriptions: memorySubscriptions({ clock: virtualClock('2026-01-01T12:00:00.000Z') }),
  deliveries: memoryDeliveryQueue(),
});

describe('fan-out of an event', () => {
  it('reaches every enabled subscription that asks for it, and no other', async () => {
    const dependencies = setUp();
    const { subscriptions, deliveries } = dependencies;
    const everything = subscription(1);
    const repeals = subscription(2, {
      organisation: 'boras',
      filter: { toStatuses: ['repealed'] },
    });
    await subscriptions.create(everything);
    await subscriptions.create(repeals);
    await subscriptions.create(subscription(3, { filter: { toStatuses: ['inForce'] } }));
    await subscriptions.create(subscription(4, { state: 'disabled' }));

    const repeal = event('document.statusChanged', { from: 'inForce', to: 'repealed' });
    expect(await (await fanOut(dependencies))(repeal)).toBe(2);
    expect(deliveries.queued).toEqual([
      { subscriptionId: everything.subscriptionId, event: repeal },
      { subscriptionId: repeals.subscriptionId, event: repeal },
    ]);
  });

  it('asks nothing of the queue when nobody is interested', async () => {
    const { subscriptions } = setUp();
    const deliveries = { enqueue: () => Promise.reject(new Error('asked')) };
    expect(await (await fanOut({ subscriptions, deliveries }))(event())).toBe(0);
  });

  it('never misses a subscription that was there when the batch came', async () => {
    const dependencies = setUp();
    expect(await (await fanOut(dependencies))(event())).toBe(0);
    await dependencies.subscriptions.create(subscription());
    expect(await (await fanOut(dependencies))(event())).toBe(1);
  });

  it('reads the subscriptions once for a whole batch', async () => {
    const { deliveries } = setUp();
    let reads = 0;
    const subscriptions = {
      enabled: async () => {
        reads++;
        return [subscription()];
      },
    };
    const toSubscribers = await fanOut({ subscriptions, deliveries });
    for (const sequence of [1, 2, 3]) await toSubscribers(event('document.updated', { sequence }));
    expect(reads).toBe(1);
    expect(deliveries.queued).toHaveLength(3);
  });
});
