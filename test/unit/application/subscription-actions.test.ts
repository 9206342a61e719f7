import { describe, expect, it } from 'vitest';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryDeliveries } from '#shared/adapters/memory/deliveries.ts';
import { memoryDeliveryQueue } from '#shared/adapters/memory/delivery-queue.ts';
import { sequentialIds } from '#shared/adapters/memory/ids.ts';
import { memoryReceipts } from '#shared/adapters/memory/receipts.ts';
import { memoryReplayQueue } from '#shared/adapters/memory/replay-queue.ts';
import { memoryReplays } from '#shared/adapters/memory/replays.ts';
import { memorySecretBox } from '#shared/adapters/memory/secret-box.ts';
import { memorySubscriptions } from '#shared/adapters/memory/subscriptions.ts';
import { changeSubscription } from '#shared/application/change-subscription.ts';
import { deleteSubscription } from '#shared/application/delete-subscription.ts';
import { redeliver } from '#shared/application/redeliver.ts';
import { rotateSecret } from '#shared/application/rotate-secret.ts';
import { startReplay } from '#shared/application/start-replay.ts';
import { testSubscription } from '#shared/application/test-subscription.ts';
import { newDelivery } from '#shared/domain/delivery.ts';
import type { Replay } from '#shared/domain/replay.ts';
import { killedAtEveryCall } from '../../support/crashes.ts';
import { event } from '../../support/events.ts';
import { type FaultPlan, withFaults } from '../../support/faults.ts';
import { secret, subscription } from '../../support/subscriptions.ts';

const now = '2026-06-01T12:00:00.000Z';
const { subscriptionId } = subscription();
const which = { subscriptionId, reach: 'all' } as const;

/** The key of one request: sent again after a death, it is the same request. */
const claim = {
  receiptId: 'receipt',
  bodyHash: 'a'.repeat(64),
  expiresAt: '2026-06-02T12:00:00.000Z',
};

const since = '2026-06-01T10:00:00.000Z';

/** Is taken only while none is running. */
const another: Replay = {
  subscriptionId,
  replayId: 'another',
  since,
  until: now,
  only: 'all',
  state: 'running',
  deliveries: 0,
  requestedAt: now,
  revision: 1,
};

const setUp = async (change: Parameters<typeof subscription>[1] = {}) => {
  const clock = virtualClock(now);
  const kept = { clock, receipts: memoryReceipts(clock) };
  const world = {
    clock,
    ids: sequentialIds(),
    subscriptions: memorySubscriptions(kept),
    deliveries: memoryDeliveries(kept),
    replays: memoryReplays(kept),
    queue: memoryDeliveryQueue(),
    replayQueue: memoryReplayQueue(),
    secrets: memorySecretBox,
    keys: {
      secret: () => secret,
      pair: () => ({ privateKey: 'whsk_new', publicKey: 'whpk_new' }),
    },
    targetFault: (): string | undefined => undefined,
    tester: { attempt: async () => ({ at: clock.now(), durationMs: 1 }) },
  };
  await world.subscriptions.create(subscription(1, change));
  await world.deliveries.create({
    ...newDelivery(event('document.updated'), { subscriptionId }, { now }),
    state: 'failed',
  });
  return world;
};

type World = Awaited<ReturnType<typeof setUp>>;

/** The world as someone sees it who dies of the plan. */
const mortal = (world: World, plan: FaultPlan): World => ({
  ...world,
  subscriptions: withFaults(world.subscriptions, plan),
  deliveries: withFaults(world.deliveries, plan),
  replays: withFaults(world.replays, plan),
  queue: { ...world.queue, wake: withFaults(world.queue, plan).wake },
  replayQueue: { ...world.replayQueue, enqueue: withFaults(world.replayQueue, plan).enqueue },
  tester: withFaults(world.tester, plan),
});

/** Whatever step of the request its function dies at, the request sent again has it done, once. */
const survives = async (
  act: (world: World) => Promise<unknown>,
  done: (world: World) => Promise<void>,
  change?: Parameters<typeof setUp>[0],
) => {
  const prepared = await Promise.all(Array.from({ length: 30 }, () => setUp(change)));
  const kills = await killedAtEveryCall((plan) => {
    const world = prepared.pop();
    if (world === undefined) throw new Error('More steps than were thought of');
    return {
      killed: () => act(mortal(world, plan)),
      retried: async () => {
        await act(world);
        await done(world);
      },
    };
  });
  expect(kills).toBeGreaterThan(4);
};

describe('a function that dies', () => {
  it('has a rotation made once', () =>
    survives(
      (world) => rotateSecret(world, { ...which, overlapSeconds: 60, claim }),
      async ({ subscriptions }) => {
        const rotated = await subscriptions.get(subscriptionId);
        expect(rotated?.previousKeys).toHaveLength(1);
        expect(rotated?.revision).toBe(2);
      },
    ));

  it('has a test made', () =>
    survives(
      (world) => testSubscription(world, { ...which, claim }),
      async ({ deliveries }) => {
        const { items } = await deliveries.list({ subscriptionId, now, limit: 10 });
        expect(items.filter(({ type }) => type === 'subscription.test')).toHaveLength(1);
      },
    ));

  it('has a delivery made again, and its worker woken', () =>
    survives(
      async (world) => {
        const { items } = await world.deliveries.list({ subscriptionId, now, limit: 1 });
        const [{ deliveryId = '' } = {}] = items;
        await redeliver(world, { ...which, deliveryId, claim });
      },
      async ({ deliveries, queue }) => {
        const { items } = await deliveries.list({ subscriptionId, now, limit: 10 });
        expect(items).toMatchObject([{ state: 'waiting', revision: 2 }]);
        expect(queue.queued.at(-1)?.deliveryIds).toEqual([items[0]?.deliveryId]);
      },
    ));

  it('has a subscription enabled, and its worker woken', () =>
    survives(
      (world) => changeSubscription(world, { ...which, changes: { state: 'enabled' } }),
      async ({ subscriptions, queue }) => {
        expect(await subscriptions.get(subscriptionId)).toMatchObject({ state: 'enabled' });
        expect(queue.queued.length).toBeGreaterThan(0);
      },
      { state: 'disabled', disabledReason: 'failing' },
    ));

  it('leaves no replay that nobody takes up, also where the request is not sent again', async () => {
    const prepared = await Promise.all(Array.from({ length: 30 }, () => setUp()));
    const kills = await killedAtEveryCall((plan) => {
      const world = prepared.pop();
      if (world === undefined) throw new Error('More steps than were thought of');
      return {
        killed: () => startReplay(mortal(world, plan), { ...which, since, only: 'all', claim }),
        retried: async () => {
          const { replays, replayQueue } = world;
          const asked = replayQueue.queued.map(({ replayId }) => replayId);
          const found = await Promise.all(asked.map((id) => replays.get(subscriptionId, id)));
          const takenUp = found.some((replay) => replay?.state === 'running');
          const running = await replays.create(another).then(
            () => false,
            () => true,
          );
          expect(takenUp).toBe(running);
        },
      };
    });
    expect(kills).toBeGreaterThan(4);
  });
});

describe('deleting a subscription that is changed at the same time', () => {
  it('is decided about once more where no revision is named', async () => {
    const world = await setUp();
    const { subscriptions } = world;
    let changes = 3;
    const racing = {
      ...world,
      subscriptions: {
        ...subscriptions,
        get: async (id: string) => {
          const found = await subscriptions.get(id);
          if (found && changes-- > 0) {
            await subscriptions.update({ ...found, revision: found.revision + 1 });
          }
          return found;
        },
      },
    };
    await deleteSubscription(racing, which);
    expect(await subscriptions.get(subscriptionId)).toBeUndefined();
  });

  it('is refused where one is named', async () => {
    const world = await setUp();
    const refused = deleteSubscription(world, { ...which, revisions: [7] });
    await expect(refused).rejects.toMatchObject({ name: 'PreconditionFailedError', revision: 1 });
  });
});
