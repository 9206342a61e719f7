import { describe, expect, it } from 'vitest';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryDeliveryQueue } from '#shared/adapters/memory/delivery-queue.ts';
import { memorySubscriptions } from '#shared/adapters/memory/subscriptions.ts';
import type { Delivery } from '#shared/application/ports.ts';
import { createHandler } from '../../../functions/fan-out/handler.ts';
import { event } from '../../support/events.ts';
import { context, failedOf, messages } from '../../support/invocations.ts';
import { subscription } from '../../support/subscriptions.ts';

const setUp = async () => {
  const clock = virtualClock('2026-07-01T00:00:00.000Z');
  const subscriptions = memorySubscriptions({ clock });
  await subscriptions.create(subscription());
  return { subscriptions, deliveries: memoryDeliveryQueue() };
};

const onBus = (sequence: number) => ({
  version: '0',
  id: `bus-${sequence}`,
  source: 'ikraft',
  'detail-type': 'document.updated',
  account: '000000000000',
  region: 'eu-north-1',
  resources: [],
  detail: event('document.updated', { sequence }),
});

describe('a batch of events from the bus', () => {
  it('becomes deliveries', async () => {
    const dependencies = await setUp();
    const response = await createHandler(dependencies)(messages([onBus(1), onBus(2)]), context());
    expect(failedOf(response)).toEqual([]);
    const { subscriptionId } = subscription();
    expect(dependencies.deliveries.queued).toEqual([
      { subscriptionId, event: onBus(1).detail },
      { subscriptionId, event: onBus(2).detail },
    ]);
  });

  it('becomes the same deliveries when it comes again', async () => {
    const dependencies = await setUp();
    const handler = createHandler(dependencies);
    await handler(messages([onBus(1)]), context());
    await handler(messages([onBus(1)]), context());
    const ids = dependencies.deliveries.queued.map(({ event: { id } }) => id);
    expect(ids).toEqual([onBus(1).detail.id, onBus(1).detail.id]);
  });

  it('gives back what nobody can read, and what the queue did not take, alone', async () => {
    const { subscriptions, deliveries } = await setUp();
    const picky = {
      enqueue: async (given: readonly Delivery[]) => {
        if (given.some((one) => one.event.id === onBus(3).detail.id)) throw new Error('not taken');
        await deliveries.enqueue(given);
      },
    };
    const handler = createHandler({ subscriptions, deliveries: picky });
    const response = await handler(
      messages([onBus(1), 'no JSON', onBus(3), { detail: {} }, onBus(5)]),
      context(),
    );
    expect(failedOf(response)).toEqual(['2', '3', '4']);
    expect(deliveries.queued.map(({ event: { id } }) => id)).toEqual([
      onBus(1).detail.id,
      onBus(5).detail.id,
    ]);
  });

  it('comes back whole when the subscriptions cannot be read', async () => {
    const { deliveries } = await setUp();
    const subscriptions = { enabled: () => Promise.reject(new Error('out of reach')) };
    const handler = createHandler({ subscriptions, deliveries });
    await expect(handler(messages([onBus(1)]), context())).rejects.toThrow('out of reach');
  });
});
