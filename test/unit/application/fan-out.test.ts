import { describe, expect, it } from 'vitest';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryDeliveryQueue } from '#shared/adapters/memory/delivery-queue.ts';
import { memorySubscriptions } from '#shared/adapters/memory/subscriptions.ts';
import { fanOut } from '#shared/application/fan-out.ts';
import { killedAtEveryCall } from '../../support/crashes.ts';
import { event } from '../../support/events.ts';
import { withFaults } from '../../support/faults.ts';
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

  it('reaches everyone when it was killed at any step and comes again', async () => {
    const kills = await killedAtEveryCall((plan) => {
      const { subscriptions, deliveries } = setUp();
      const created = subscriptions.create(subscription());
      const run = async () => {
        await created;
        const toSubscribers = await fanOut({
          subscriptions: withFaults(subscriptions, plan),
          deliveries: withFaults(deliveries, plan),
        });
        await toSubscribers(event());
      };
      return {
        killed: run,
        retried: async () => {
          await run();
          const reached = new Set(deliveries.queued.map((one) => one.event.id));
          expect(reached).toEqual(new Set([event().id]));
        },
      };
    });
    expect(kills).toBe(2 * ['enabled', 'enqueue'].length);
  });
});
