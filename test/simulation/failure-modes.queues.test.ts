import { describe, expect, it } from 'vitest';
import { UnavailableError } from '#shared/application/ports.ts';
import { createHandler } from '../../functions/fan-out/handler.ts';
import { deliveryUseCases } from '../support/delivery.ts';
import { event } from '../support/events.ts';
import { context, failedOf, messages, queueEnd } from '../support/invocations.ts';
import { subscription } from '../support/subscriptions.ts';
import { delayMs, deliveryWorld } from './delivery-world.ts';
import { brokenPromises, kept } from './promises.ts';
import { drips } from './receivers.ts';

describe('a queue that takes no messages', () => {
  it('has the events come again, each of which is then delivered once', async () => {
    const world = { ...deliveryUseCases(), ...queueEnd() };
    const { subscriptionId } = subscription();
    await world.subscriptions.create(subscription());
    await world.log.append([event()]);
    const full = { wake: () => Promise.reject(new UnavailableError('OverLimit')) };
    const batch = messages([{ detail: event() }]);
    await expect(createHandler({ ...world, queue: full })(batch, context())).rejects.toThrow(
      'OverLimit',
    );
    expect(await world.deliveriesOf(subscriptionId)).toMatchObject([{ state: 'waiting' }]);

    expect(failedOf(await createHandler(world)(batch, context()))).toEqual([]);
    const [wake] = world.queue.queued;
    await world.serve(subscriptionId, wake?.deliveryIds);
    expect(world.sender.sent).toHaveLength(1);
    expect(await world.deliveriesOf(subscriptionId)).toMatchObject([{ state: 'delivered' }]);
  });
});

describe('more slow receivers than are served at once', () => {
  it('keep another one waiting for no longer than a worker stays, and lose it nothing', async () => {
    const world = deliveryWorld();
    const slow = Array.from({ length: 60 }, (_, index) => index + 1);
    for (const number of slow) await world.subscribe(number, {}, drips);
    await world.subscribe(61);
    await world.write(...Array.from({ length: 30 }, (_, index) => index));
    await world.pass({ minutes: 10 });
    const delays = world.attemptsAt(61).map(delayMs);
    expect(delays).toHaveLength(30);
    // It is seen: it would be milliseconds.
    expect(Math.max(...delays)).toBeGreaterThan(10_000);
    expect(Math.max(...delays)).toBeLessThan(60_000);
    for (const number of [1, 60, 61]) expect(await brokenPromises(world, number)).toEqual(kept);
  });
});
