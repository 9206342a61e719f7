import { describe, expect, it } from 'vitest';
import { type DeliverDueDependencies, deliverDue } from '#shared/application/deliver-due.ts';
import { fanOut } from '#shared/application/fan-out.ts';
import { redeliver } from '#shared/application/redeliver.ts';
import { shift } from '#shared/domain/instant.ts';
import { accepted, deliveryUseCases, refused } from '../../support/delivery.ts';
import { event } from '../../support/events.ts';
import { subscription } from '../../support/subscriptions.ts';

const { subscriptionId } = subscription();
const second = subscription(2).subscriptionId;

const setUp = async (answer?: Parameters<typeof deliveryUseCases>[0]) => {
  const world = deliveryUseCases(answer);
  await world.subscriptions.create(subscription());
  return world;
};

type World = Awaited<ReturnType<typeof setUp>>;

/** One worker's visit, with ports of its own where something happens meanwhile. */
const visit = (
  world: World,
  ports: Partial<DeliverDueDependencies> = {},
  deliveryIds: readonly string[] = [],
) => {
  const deadline = shift(world.clock.now(), 40_000);
  return deliverDue({ ...world, ...ports }, { subscriptionId, deliveryIds, deadline });
};

/** The method, before the first call of which something else happens. */
const after =
  <Given extends unknown[], Answer>(
    happens: () => Promise<unknown>,
    method: (...given: Given) => Promise<Answer>,
  ) =>
  async (...given: Given): Promise<Answer> => {
    const before = happens;
    happens = async () => undefined;
    await before();
    return method(...given);
  };

const changed = (revision: number, change = {}) => subscription(1, { revision, ...change });

const isComingBack = async ({ endpoints, queue, clock }: World) => {
  const due = await endpoints.due({ until: shift(clock.now(), 120_000), limit: 9 });
  return [...due, ...queue.queued.map((wake) => wake.subscriptionId)].includes(subscriptionId);
};

describe('while a worker is there', () => {
  it('what comes just before it leaves is done in the same visit', async () => {
    const world = await setUp();
    const comes = async () => {
      await world.place(event());
      expect(await world.serve(subscriptionId)).toEqual({ result: 'busy' });
    };
    const { endpoints } = world;
    const ports = { endpoints: { ...endpoints, release: after(comes, endpoints.release) } };
    expect(await visit(world, ports)).toMatchObject({ delivered: 1 });
  });

  it('what comes and is in no index yet is looked for again', async () => {
    const world = await setUp();
    const { deliveries } = world;
    const comes = async () => {
      await world.place(event());
      const [{ deliveryId = '' } = {}] = await world.deliveriesOf(subscriptionId);
      expect(await world.serve(subscriptionId, [deliveryId])).toEqual({ result: 'busy' });
      world.queue.queued.length = 0;
    };
    const waiting = async () => {
      await comesOnce();
      return [];
    };
    const comesOnce = after(comes, async () => undefined);
    await visit(world, { deliveries: { ...deliveries, waiting } });
    expect(await isComingBack(world)).toBe(true);
  });

  it('its subscription may be disabled and enabled at once, and what waits is sent', async () => {
    let up = false;
    const world = await setUp(() => (up ? accepted : refused()));
    await world.place(event());
    await world.serve(subscriptionId);
    up = true;
    await world.subscriptions.update(changed(2, { state: 'disabled' }));
    const { subscriptions } = world;
    const enabled = async () => {
      const renewedAt = world.clock.now();
      await subscriptions.update(changed(3, { renewedAt }));
      expect(await world.serve(subscriptionId)).toEqual({ result: 'busy' });
    };
    const get = async (id: string) => {
      const read = await subscriptions.get(id);
      await enabledOnce();
      return read;
    };
    const enabledOnce = after(enabled, async () => undefined);
    const result = await visit(world, { subscriptions: { ...subscriptions, get } });
    expect(result).toMatchObject({ result: 'served', delivered: 1 });
  });

  it('its subscription may be enabled just after a 410 disabled it, and stays so', async () => {
    const world = await setUp(() => refused(410));
    await world.place(event());
    const enabled = async () => {
      const { disabledReason } = (await world.subscriptions.get(subscriptionId)) ?? {};
      expect(disabledReason).toBe('gone');
      await world.subscriptions.update(changed(3));
      expect(await world.serve(subscriptionId)).toEqual({ result: 'busy' });
    };
    const { endpoints } = world;
    await visit(world, { endpoints: { ...endpoints, release: after(enabled, endpoints.release) } });
    expect(await world.subscriptions.get(subscriptionId)).toMatchObject({ state: 'enabled' });
  });

  it('what it puts off may be asked for again, and it goes on', async () => {
    const world = await setUp();
    await (await fanOut(world)).place(event());
    const [{ deliveryId = '' } = {}] = await world.deliveriesOf(subscriptionId);
    const again = () => redeliver(world, { subscriptionId, reach: 'all', deliveryId });
    // The event is not in the log yet.
    const log = { events: after(again, world.log.events) };
    expect(await visit(world, { log }, [deliveryId])).toMatchObject({ result: 'served' });
    await world.log.append([event()]);
    expect(await world.serve(subscriptionId)).toMatchObject({ delivered: 1 });
  });
});

describe('a worker that fails', () => {
  const broken = { sender: { send: () => Promise.reject(new Error('no credentials')) } };

  it('is made up for by the sweep a minute later', async () => {
    const world = await setUp();
    await world.place(event());
    await expect(visit(world, broken)).rejects.toThrow('no credentials');
    const dueBy = (milliseconds: number) =>
      world.endpoints.due({ until: shift(world.clock.now(), milliseconds), limit: 9 });
    expect(await dueBy(59_999)).toEqual([]);
    expect(await dueBy(60_000)).toEqual([subscriptionId]);
  });

  it('leaves the endpoint free, also where someone has come meanwhile', async () => {
    const world = await setUp();
    await world.place(event());
    const comes = async () => {
      expect(await world.serve(subscriptionId)).toEqual({ result: 'busy' });
    };
    const { endpoints } = world;
    const release = after(comes, endpoints.release);
    await expect(
      visit(world, { ...broken, endpoints: { ...endpoints, release } }),
    ).rejects.toThrow();
    expect((await world.serve(subscriptionId)).result).toBe('served');
  });

  it('after it has disabled its subscription tells the owner once all the same', async () => {
    const world = await setUp(({ target }) =>
      target.type === 'webhook' && target.url.endsWith('/1') ? refused(410) : accepted,
    );
    await world.subscriptions.create(subscription(2, { filter: { keywords: ['none'] } }));
    await world.place(event());
    for (const port of ['subscriptions', 'endpoints'] as const) {
      const dies = () => Promise.reject(new Error('killed'));
      const ports = {
        subscriptions: { ...world.subscriptions, update: after(dies, world.subscriptions.update) },
        endpoints: { ...world.endpoints, release: after(dies, world.endpoints.release) },
      };
      await visit(world, { [port]: ports[port] }).catch(() => undefined);
      world.clock.advance(120_000);
    }
    await world.serve(subscriptionId);
    expect(await world.subscriptions.get(subscriptionId)).toMatchObject({ state: 'disabled' });
    expect(await world.deliveriesOf(second)).toHaveLength(1);
  });
});

describe('the endpoint of a subscription that is deleted', () => {
  it('is forgotten, whatever waited for it', async () => {
    const world = await setUp(() => refused());
    await world.place(event());
    await world.serve(subscriptionId);
    await world.subscriptions.delete(subscriptionId);
    expect(await world.serve(subscriptionId)).toMatchObject({ result: 'deleted' });
    expect(await world.endpoints.due({ until: '9999', limit: 9 })).toEqual([]);
  });
});
