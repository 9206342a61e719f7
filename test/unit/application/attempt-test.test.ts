import { describe, expect, it } from 'vitest';
import { type AttemptTestDependencies, attemptTest } from '#shared/application/attempt-test.ts';
import { redeliver } from '#shared/application/redeliver.ts';
import { testDelivery } from '#shared/domain/delivery.ts';
import { testEvent } from '#shared/domain/subscription-event.ts';
import { killedAtEveryCall } from '../../support/crashes.ts';
import { accepted, deliveryUseCases, refused } from '../../support/delivery.ts';
import { event } from '../../support/events.ts';
import { withFaults } from '../../support/faults.ts';
import { subscription } from '../../support/subscriptions.ts';

const { subscriptionId } = subscription();

const setUp = async (answer?: Parameters<typeof deliveryUseCases>[0], change = {}) => {
  const world = deliveryUseCases(answer);
  await world.subscriptions.create(subscription(1, change));
  const asked = testEvent(subscription(), { testId: '1', now: world.clock.now() });
  const delivery = testDelivery(asked, world.clock.now());
  const { deliveryId } = await world.deliveries.create(delivery);
  const attempt = (dependencies: AttemptTestDependencies = world) =>
    attemptTest(dependencies, { subscriptionId, deliveryId });
  return { ...world, deliveryId, asked, attempt };
};

describe('a test', () => {
  it('is sent, signed, as any event is, and answers with its attempt', async () => {
    const world = await setUp();
    expect(await world.attempt()).toEqual({ at: world.clock.now(), status: 204, durationMs: 0 });
    const [message] = world.sender.sent;
    expect(message?.eventType).toBe('subscription.test');
    expect(JSON.parse(message?.body ?? '')).toEqual(world.asked);
    expect(message?.headers['webhook-id']).toBe(world.asked.id);
    expect(message?.headers['webhook-signature']).toMatch(/^v1,/);
    expect(await world.deliveriesOf(subscriptionId)).toMatchObject([{ state: 'delivered' }]);
  });

  it('is attempted once: a repeat answers with what came of it', async () => {
    const world = await setUp(() => refused(500));
    const first = await world.attempt();
    world.clock.advance(1_000);
    expect(await world.attempt()).toEqual(first);
    expect(world.sender.sent).toHaveLength(1);
    expect(await world.deliveriesOf(subscriptionId)).toMatchObject([{ state: 'failed' }]);
  });

  it('is never due: no worker sends it', async () => {
    const world = await setUp();
    expect(await world.later(subscriptionId, 1_000)).toMatchObject({ attempts: 0 });
    expect(await world.serve(subscriptionId, [world.deliveryId])).toMatchObject({ attempts: 0 });
  });

  it('reaches the receiver of a disabled subscription too', async () => {
    const world = await setUp(undefined, { state: 'disabled', disabledReason: 'gone' });
    expect(await world.attempt()).toMatchObject({ status: 204 });
  });

  it('that is accepted ends the wait for a receiver that was down', async () => {
    let up = false;
    const world = await setUp(() => (up ? accepted : refused()));
    await world.place(
      ...Array.from({ length: 20 }, (_, sequence) => event('document.updated', { sequence })),
    );
    await world.serve(subscriptionId);
    up = true;
    await world.attempt();
    expect(await world.endpoints.due({ until: world.clock.now(), limit: 1 })).toEqual([
      subscriptionId,
    ]);
    expect(await world.serve(subscriptionId)).toMatchObject({ delivered: 20 });
  });

  it('that is accepted leaves the endpoint free, also where someone has come meanwhile', async () => {
    const world = await setUp();
    const { endpoints } = world;
    const acquire: typeof endpoints.acquire = async (claim) => {
      const taken = await endpoints.acquire(claim);
      expect(await world.serve(subscriptionId)).toEqual({ result: 'busy' });
      return taken;
    };
    await world.attempt({ ...world, endpoints: { ...endpoints, acquire } });
    expect(await world.serve(subscriptionId)).toMatchObject({ result: 'served' });
  });

  it('that is accepted brings nothing forward that its receiver refuses', async () => {
    const world = await setUp(({ eventType }) =>
      eventType === 'subscription.test' ? accepted : refused(),
    );
    await world.place(event());
    await world.serve(subscriptionId);
    await world.attempt();
    expect(await world.serve(subscriptionId)).toMatchObject({ attempts: 0 });
  });

  it('that is asked for again is attempted once, as the first time', async () => {
    const world = await setUp(() => refused());
    await world.attempt();
    const { deliveryId } = world;
    await redeliver(world, { subscriptionId, reach: 'all', deliveryId });
    expect(await world.serve(subscriptionId)).toMatchObject({ attempts: 1, givenUp: 1 });
    expect(await world.deliveriesOf(subscriptionId)).toMatchObject([{ state: 'failed' }]);
  });

  it('that fails counts against nobody', async () => {
    const world = await setUp(() => refused(410));
    expect(await world.attempt()).toMatchObject({ status: 410, error: 'refused' });
    expect(await world.subscriptions.get(subscriptionId)).toMatchObject({ state: 'enabled' });
  });

  it('of a subscription or a test that is not there is refused', async () => {
    const world = await setUp();
    const unknown = { subscriptionId: subscription(2).subscriptionId, deliveryId: 'none' };
    await expect(attemptTest(world, unknown)).rejects.toThrow('There is no subscription');
    await world.place(event());
    const all = await world.deliveriesOf(subscriptionId);
    const real = all.find(({ type }) => type !== 'subscription.test');
    const deliveryId = real?.deliveryId ?? '';
    await expect(attemptTest(world, { subscriptionId, deliveryId })).rejects.toThrow(
      'There is no test',
    );
  });

  it('has one outcome on record when it was killed at any step', async () => {
    const kills = await killedAtEveryCall((plan) => {
      const prepared = setUp();
      const run = async () => {
        const world = await prepared;
        return world.attempt({
          ...world,
          subscriptions: withFaults(world.subscriptions, plan),
          deliveries: withFaults(world.deliveries, plan),
          sender: withFaults(world.sender, plan),
        });
      };
      return {
        killed: run,
        retried: async () => {
          expect(await run()).toMatchObject({ status: 204 });
          const world = await prepared;
          const [{ attempts } = { attempts: [] }] = await world.deliveriesOf(subscriptionId);
          expect(attempts).toHaveLength(1);
        },
      };
    });
    expect(kills).toBe(2 * ['get', 'get', 'send', 'get', 'update'].length);
  });
});
