import { describe, expect, it } from 'vitest';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryDeliveries } from '#shared/adapters/memory/deliveries.ts';
import { memoryDeliveryQueue } from '#shared/adapters/memory/delivery-queue.ts';
import { memoryDuties } from '#shared/adapters/memory/duties.ts';
import { memorySubscriptions } from '#shared/adapters/memory/subscriptions.ts';
import { type FanOutDependencies, fanOut } from '#shared/application/fan-out.ts';
import { afterAttempt, deliveryIdOf } from '#shared/domain/delivery.ts';
import { killedAtEveryCall } from '../../support/crashes.ts';
import { event } from '../../support/events.ts';
import { withFaults } from '../../support/faults.ts';
import { subscription } from '../../support/subscriptions.ts';

const setUp = () => {
  const clock = virtualClock('2026-07-01T08:00:00.000Z');
  return {
    clock,
    subscriptions: memorySubscriptions({ clock }),
    deliveries: memoryDeliveries({ clock }),
    duties: memoryDuties(),
    queue: memoryDeliveryQueue(),
  };
};

const tell = async (dependencies: FanOutDependencies, ...events: ReturnType<typeof event>[]) => {
  const { place, wake } = await fanOut(dependencies);
  const told = await Promise.all(events.map(place));
  await wake();
  return told;
};

const repeal = event('document.statusChanged', { from: 'inForce', to: 'repealed' });
const decision = event('decision.recorded', {
  recipients: ['Göteborgsregionen', 'SRO'],
  decision: { decisionId: '01900000-0000-7000-8000-00000000000d' },
});

describe('fan-out of an event', () => {
  it('makes a delivery for every enabled subscription that asks for it, and no other', async () => {
    const dependencies = setUp();
    const { subscriptions, deliveries, queue } = dependencies;
    const everything = subscription(1);
    const repeals = subscription(2, {
      organisation: 'boras',
      filter: { toStatuses: ['repealed'] },
    });
    const others = [
      subscription(3, { filter: { toStatuses: ['inForce'] } }),
      subscription(4, { state: 'disabled' }),
    ];
    for (const one of [everything, repeals, ...others]) await subscriptions.create(one);

    expect(await tell(dependencies, repeal)).toEqual([2]);
    const deliveryIds = [deliveryIdOf(repeal)];
    expect(queue.queued).toEqual([
      { subscriptionId: everything.subscriptionId, deliveryIds },
      { subscriptionId: repeals.subscriptionId, deliveryIds },
    ]);
    for (const { subscriptionId } of [everything, repeals]) {
      expect(await deliveries.get(subscriptionId, deliveryIds)).toMatchObject([
        { state: 'waiting', eventId: repeal.id, type: repeal.type, attempts: [] },
      ]);
    }
    for (const { subscriptionId } of others) {
      expect(await deliveries.get(subscriptionId, deliveryIds)).toEqual([]);
    }
  });

  it('wakes nobody when nobody is interested', async () => {
    const dependencies = setUp();
    const queue = { wake: () => Promise.reject(new Error('asked')) };
    expect(await tell({ ...dependencies, queue }, event())).toEqual([0]);
  });

  it('never misses a subscription that was there when the batch came', async () => {
    const dependencies = setUp();
    expect(await tell(dependencies, event())).toEqual([0]);
    await dependencies.subscriptions.create(subscription());
    expect(await tell(dependencies, event())).toEqual([1]);
  });

  it('reads the subscriptions once and wakes each of them once for a whole batch', async () => {
    const dependencies = setUp();
    let reads = 0;
    const subscriptions = {
      enabled: async () => {
        reads++;
        return [subscription()];
      },
    };
    const events = [1, 2, 3].map((sequence) => event('document.updated', { sequence }));
    await tell({ ...dependencies, subscriptions }, ...events);
    expect(reads).toBe(1);
    expect(dependencies.queue.queued).toEqual([
      {
        subscriptionId: subscription().subscriptionId,
        deliveryIds: events.map((one) => deliveryIdOf(one)),
      },
    ]);
  });

  it('finds on a repeat the delivery that is there, and leaves in peace what was delivered', async () => {
    const dependencies = setUp();
    const { subscriptions, deliveries, queue, clock } = dependencies;
    const { subscriptionId } = subscription();
    await subscriptions.create(subscription());
    await tell(dependencies, repeal);
    const [first] = await deliveries.get(subscriptionId, [deliveryIdOf(repeal)]);
    if (first === undefined) throw new Error('No delivery');
    await tell(dependencies, repeal);
    expect(await deliveries.get(subscriptionId, [first.deliveryId])).toEqual([first]);
    expect(queue.queued).toHaveLength(2);

    const attempt = { at: clock.now(), status: 204, durationMs: 1 };
    await deliveries.update(afterAttempt(first, attempt, { random: 0 }));
    await tell(dependencies, repeal);
    expect(queue.queued).toHaveLength(2);
  });

  it('wakes the others where one delivery cannot be placed, and comes again', async () => {
    const dependencies = setUp();
    const { subscriptions, deliveries, queue } = dependencies;
    const [first, second] = [subscription(1), subscription(2)];
    for (const one of [first, second]) await subscriptions.create(one);
    const { place, wake } = await fanOut({
      ...dependencies,
      deliveries: {
        create: async (delivery) => {
          if (delivery.subscriptionId === first.subscriptionId) throw new Error('throttled');
          await new Promise((resolve) => setImmediate(resolve));
          return deliveries.create(delivery);
        },
      },
    });
    await expect(place(event())).rejects.toThrow('throttled');
    await wake();
    expect(queue.queued.map(({ subscriptionId }) => subscriptionId)).toEqual([
      second.subscriptionId,
    ]);
  });

  it('reaches everyone when it was killed at any step and comes again', async () => {
    const bound = subscription(1, { recipients: ['SRO'] });
    const kills = await killedAtEveryCall((plan) => {
      const { subscriptions, deliveries, duties, queue, clock } = setUp();
      const created = subscriptions.create(bound);
      const run = async () => {
        await created;
        await tell(
          {
            clock,
            subscriptions: withFaults(subscriptions, plan),
            deliveries: withFaults(deliveries, plan),
            duties: withFaults(duties, plan),
            queue: withFaults(queue, plan),
          },
          decision,
        );
      };
      return {
        killed: run,
        retried: async () => {
          await run();
          const ids = [deliveryIdOf(decision)];
          expect(await deliveries.get(bound.subscriptionId, ids)).toHaveLength(1);
          expect(queue.queued.at(-1)?.deliveryIds).toEqual(ids);
        },
      };
    });
    expect(kills).toBe(2 * ['enabled', 'create a duty', 'create', 'wake'].length);
  });
});

describe('a decision that names recipients', () => {
  it('is a duty to those who are bound to one of the names, whatever they filter', async () => {
    const dependencies = setUp();
    const { subscriptions, duties, deliveries } = dependencies;
    const bound = subscription(1, {
      recipients: ['  göteborgsregionen ', 'Another'],
      filter: { types: ['document.registered'] },
    });
    await subscriptions.create(bound);
    await subscriptions.create(subscription(2));
    expect(await tell(dependencies, decision)).toEqual([2]);

    const { subscriptionId } = bound;
    const [delivery] = await deliveries.get(subscriptionId, [deliveryIdOf(decision)]);
    const of = { documentId: decision.subject, decisionId: '01900000-0000-7000-8000-00000000000d' };
    expect(delivery?.duty).toEqual({ ...of, recipients: ['Göteborgsregionen'] });
    expect(await duties.of(of.documentId, of.decisionId)).toEqual([
      {
        ...of,
        recipient: 'Göteborgsregionen',
        subscriptionId,
        organisation: 'alingsas',
        deliveryId: deliveryIdOf(decision),
      },
    ]);
  });

  it('was told already where its event was accepted before the subscription was bound', async () => {
    const dependencies = setUp();
    const { subscriptions, duties, deliveries, clock } = dependencies;
    const { subscriptionId } = subscription();
    await subscriptions.create(subscription());
    await tell(dependencies, decision);
    const [placed] = await deliveries.get(subscriptionId, [deliveryIdOf(decision)]);
    if (placed === undefined) throw new Error('No delivery');
    const toldAt = clock.now();
    const refused = {
      at: subscription().createdAt,
      status: 500,
      durationMs: 1,
      error: 'refused',
    } as const;
    const accepted = { at: toldAt, status: 204, durationMs: 1 };
    const tried = afterAttempt(placed, refused, { random: 0 });
    await deliveries.update(tried);
    await deliveries.update(afterAttempt(tried, accepted, { random: 0 }));
    await subscriptions.update(subscription(1, { recipients: ['SRO'], revision: 2 }));

    await tell(dependencies, decision);
    const receipts = await duties.of(decision.subject, '01900000-0000-7000-8000-00000000000d');
    expect(receipts).toMatchObject([{ recipient: 'SRO', toldAt }]);
  });
});
