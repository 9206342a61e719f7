import { describe, expect, it } from 'vitest';
import { UnavailableError } from '#shared/application/ports.ts';
import { createHandler } from '../../../functions/fan-out/handler.ts';
import { deliveryUseCases } from '../../support/delivery.ts';
import { event } from '../../support/events.ts';
import { context, failedOf, messages, queueEnd } from '../../support/invocations.ts';
import { subscription } from '../../support/subscriptions.ts';

const setUp = async () => {
  const world = { ...deliveryUseCases(), ...queueEnd() };
  await world.subscriptions.create(subscription());
  const eventIds = async () =>
    (await world.deliveriesOf(subscription().subscriptionId)).map(({ eventId }) => eventId);
  return { ...world, eventIds, handler: createHandler(world) };
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

const idOf = (sequence: number) => onBus(sequence).detail.id;

describe('a batch of events from the bus', () => {
  it('becomes deliveries, of which the worker is told once', async () => {
    const { handler, eventIds, queue } = await setUp();
    const response = await handler(messages([onBus(1), onBus(2)]), context());
    expect(failedOf(response)).toEqual([]);
    expect(await eventIds()).toEqual([idOf(1), idOf(2)]);
    expect(queue.queued).toEqual([
      {
        subscriptionId: subscription().subscriptionId,
        deliveryIds: [expect.any(String), expect.any(String)],
      },
    ]);
  });

  it('becomes the same deliveries when it comes again', async () => {
    const { handler, eventIds } = await setUp();
    await handler(messages([onBus(1)]), context());
    await handler(messages([onBus(1)]), context());
    expect(await eventIds()).toEqual([idOf(1)]);
  });

  it('takes attributes that a later version added', async () => {
    const { handler, eventIds } = await setUp();
    const detail = { ...onBus(1).detail, expirytime: '2027-01-01T00:00:00.000Z' };
    await handler(messages([{ ...onBus(1), detail }]), context());
    expect(await eventIds()).toEqual([idOf(1)]);
  });

  it('keeps what nobody can read, gives back what could not be placed, and places the rest', async () => {
    const { handler: _handler, eventIds, ...world } = await setUp();
    const create: typeof world.deliveries.create = (delivery) =>
      delivery.eventId === idOf(3)
        ? Promise.reject(new UnavailableError('throttled'))
        : world.deliveries.create(delivery);
    const handler = createHandler({ ...world, deliveries: { create } });
    const batch = [onBus(1), 'no JSON', onBus(3), { detail: {} }, onBus(5)];
    const response = await handler(messages(batch), context());
    expect(failedOf(response)).toEqual(['3']);
    expect(world.deadLetters.kept.map(({ id }) => id)).toEqual(['2', '4']);
    expect(await eventIds()).toEqual([idOf(1), idOf(5)]);
    expect(world.queue.queued).toHaveLength(1);
  });

  it('comes back whole when the subscriptions cannot be read', async () => {
    const { handler: _handler, ...world } = await setUp();
    const subscriptions = { enabled: () => Promise.reject(new UnavailableError('throttled')) };
    const handler = createHandler({ ...world, subscriptions });
    await expect(handler(messages([onBus(1)]), context())).rejects.toThrow('throttled');
  });

  it('comes back whole when the worker cannot be told, and is placed once all the same', async () => {
    const { handler, eventIds, ...world } = await setUp();
    const queue = { wake: () => Promise.reject(new UnavailableError('throttled')) };
    const failing = createHandler({ ...world, queue });
    await expect(failing(messages([onBus(1)]), context())).rejects.toThrow('throttled');
    await handler(messages([onBus(1)]), context());
    expect(await eventIds()).toEqual([idOf(1)]);
    expect(world.queue.queued).toHaveLength(1);
  });
});
