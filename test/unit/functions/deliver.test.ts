import { describe, expect, it } from 'vitest';
import { UnavailableError } from '#shared/application/ports.ts';
import { newDelivery } from '#shared/domain/delivery.ts';
import { testEvent } from '#shared/domain/subscription-event.ts';
import { createHandler } from '../../../functions/deliver/handler.ts';
import { accepted, deliveryUseCases, refused } from '../../support/delivery.ts';
import { event } from '../../support/events.ts';
import { context, messages, queueEnd } from '../../support/invocations.ts';
import { subscription } from '../../support/subscriptions.ts';

const { subscriptionId } = subscription();
const done = { batchItemFailures: [] };

const setUp = async (answer: Parameters<typeof deliveryUseCases>[0] = () => accepted) => {
  const world = { ...deliveryUseCases(answer), ...queueEnd() };
  await world.subscriptions.create(subscription());
  return { ...world, handler: createHandler(world) };
};

const wake = (...deliveryIds: readonly string[]) => messages([{ subscriptionId, deliveryIds }]);

describe('a message that wakes the worker of an endpoint', () => {
  it('has what is due sent', async () => {
    const { handler, place, deliveriesOf, sender } = await setUp();
    await place(
      event('document.updated', { sequence: 1 }),
      event('document.updated', { sequence: 2 }),
    );
    expect(await handler(wake(), context())).toEqual(done);
    expect(sender.sent).toHaveLength(2);
    const states = (await deliveriesOf(subscriptionId)).map(({ state }) => state);
    expect(states).toEqual(['delivered', 'delivered']);
  });

  it('is done with also where the receiver refuses: the delivery knows when it is next', async () => {
    const { handler, place, deliveriesOf, deadLetters } = await setUp(() => refused(503));
    await place(event());
    expect(await handler(wake(), context())).toEqual(done);
    expect(await deliveriesOf(subscriptionId)).toMatchObject([
      { state: 'waiting', nextAttemptAt: '2026-07-01T08:00:05.000Z' },
    ]);
    expect(deadLetters.kept).toEqual([]);
  });

  it('sends nothing for which the time does not suffice', async () => {
    const { handler, place, deliveriesOf, sender } = await setUp();
    await place(event());
    expect(await handler(wake(), context({ remaining: 20_000 }))).toEqual(done);
    expect(sender.sent).toEqual([]);
    expect(await deliveriesOf(subscriptionId)).toMatchObject([{ state: 'waiting' }]);
  });

  it('does nothing for a subscription that is gone', async () => {
    const { handler, place, subscriptions, sender } = await setUp();
    await place(event());
    await subscriptions.delete(subscriptionId);
    expect(await handler(wake(), context())).toEqual(done);
    expect(sender.sent).toEqual([]);
  });

  it('comes back where the store is out of reach, and is kept with the reason at the last attempt', async () => {
    const { handler: _handler, ...world } = await setUp();
    const subscriptions = {
      ...world.subscriptions,
      get: () => Promise.reject(new UnavailableError('throttled')),
    };
    const handler = createHandler({ ...world, subscriptions });
    const message = { subscriptionId, deliveryIds: [] };
    expect(await handler(messages([message], 4), context())).toEqual({
      batchItemFailures: [{ itemIdentifier: '1' }],
    });
    expect(await handler(messages([message], 5), context())).toEqual(done);
    expect(world.deadLetters.kept).toMatchObject([{ reason: 'UnavailableError: throttled' }]);
  });

  it.each(['{', '{}', '{"subscriptionId":"all","deliveryIds":[]}'])(
    'is kept where nobody can read it: %s',
    async (body) => {
      const { handler, deadLetters } = await setUp();
      expect(await handler(messages([body]), context())).toEqual(done);
      expect(deadLetters.kept).toMatchObject([{ id: '1', body }]);
    },
  );
});

describe('a test', () => {
  const withTest = async (answer?: Parameters<typeof deliveryUseCases>[0]) => {
    const world = await setUp(answer);
    const now = world.clock.now();
    const told = testEvent(subscription(), { testId: '1', now });
    const delivery = newDelivery(told, { subscriptionId, event: told }, { now });
    const { deliveryId } = await world.deliveries.create(delivery);
    return { ...world, test: { subscriptionId, deliveryId } };
  };

  it('is answered with its attempt', async () => {
    const { handler, test, sender } = await withTest();
    expect(await handler({ test }, context())).toEqual({
      at: '2026-07-01T08:00:00.000Z',
      status: 204,
      durationMs: 0,
    });
    expect(sender.sent).toMatchObject([{ eventType: 'subscription.test' }]);
  });

  it('is answered with its attempt also where that failed', async () => {
    const { handler, test } = await withTest(() => refused(404));
    expect(await handler({ test }, context())).toMatchObject({ status: 404, error: 'refused' });
  });

  it('that does not exist is refused', async () => {
    const { handler, test } = await withTest();
    const other = { ...test, deliveryId: `${test.deliveryId}x` };
    await expect(handler({ test: other }, context())).rejects.toThrow('There is no test');
  });
});

describe('anything else', () => {
  it.each([{}, { test: {} }, { Records: [{}] }])('is refused: %j', async (input) => {
    const { handler } = await setUp();
    await expect(handler(input, context())).rejects.toThrow();
  });
});
