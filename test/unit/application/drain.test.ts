import { describe, expect, it } from 'vitest';
import { type DeliverDueDependencies, deliverDue } from '#shared/application/deliver-due.ts';
import { fanOut } from '#shared/application/fan-out.ts';
import { UnavailableError } from '#shared/application/ports.ts';
import { healthy } from '#shared/domain/endpoint.ts';
import { shift } from '#shared/domain/instant.ts';
import { accepted, deliveryUseCases, refused } from '../../support/delivery.ts';
import { event } from '../../support/events.ts';
import { subscription } from '../../support/subscriptions.ts';

const { subscriptionId } = subscription();

const eventsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => event('document.updated', { sequence: index + 1 }));

/** One event of each document. */
const documents = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const subject = `01900000-0000-7000-8000-${String(index).padStart(12, '0')}`;
    return { ...event('document.updated'), subject, id: `${subject}-0000000001` };
  });

const setUp = async (
  answer?: Parameters<typeof deliveryUseCases>[0],
  change?: Parameters<typeof subscription>[1],
) => {
  const world = deliveryUseCases(answer);
  await world.subscriptions.create(subscription(1, change));
  return world;
};

type World = Awaited<ReturnType<typeof setUp>>;

/** A worker's visit for all deliveries there are, with ports of its own. */
const visit = async (world: World, ports: Partial<DeliverDueDependencies> = {}) => {
  const deadline = shift(world.clock.now(), 40_000);
  const deliveryIds = (await world.deliveriesOf(subscriptionId)).map((one) => one.deliveryId);
  return deliverDue({ ...world, ...ports }, { subscriptionId, deliveryIds, deadline });
};

/** Looks into the index up to a point: a visit that goes on and on is none. */
const patient = ({ deliveries }: World, look: World['deliveries']['waiting']) => {
  let looks = 0;
  const waiting: typeof look = (query) =>
    ++looks > 20 ? Promise.reject(new Error('over and over')) : look(query);
  return { deliveries: { ...deliveries, waiting } };
};

describe('an index that does not show yet what waits', () => {
  const blind = ({ deliveries }: World) => ({
    deliveries: { ...deliveries, waiting: async () => [] },
  });

  it('delays no retry of what was sent', async () => {
    const world = await setUp(() => refused());
    await world.place(...eventsOf(2));
    await visit(world, blind(world));
    expect(world.queue.queued.at(-1)).toEqual({ subscriptionId, deliveryIds: [], delaySeconds: 5 });
  });

  it('delays nothing of which the event is not in the log', async () => {
    const world = await setUp();
    await (await fanOut(world)).place(event());
    await visit(world, blind(world));
    expect(world.queue.queued.at(-1)).toEqual({ subscriptionId, deliveryIds: [], delaySeconds: 5 });
  });
});

describe('an index that still shows what was done', () => {
  it('has nothing sent or put off twice in a visit', async () => {
    const world = await setUp(() => refused());
    await world.place(event());
    await (await fanOut(world)).place(event('document.updated', { sequence: 2 }));
    const rows = await world.deliveriesOf(subscriptionId);
    await visit(
      world,
      patient(world, async () => rows),
    );
    expect(world.sender.sent).toHaveLength(1);
    expect((await world.deliveriesOf(subscriptionId)).map(({ revision }) => revision)).toEqual([
      2, 2,
    ]);
  });
});

describe('a receiver that comes back', () => {
  it('is probed with one delivery, and then has ten at a time again', async () => {
    let up = false;
    let underWay = 0;
    const sideBySide: number[] = [];
    const world = await setUp(
      async () => {
        if (!up) return refused();
        underWay += 1;
        sideBySide.push(underWay);
        await new Promise((resolve) => setImmediate(resolve));
        underWay -= 1;
        return accepted;
      },
      { maxPerSecond: 1_000 },
    );
    await world.place(...documents(30));
    await world.serve(subscriptionId);
    up = true;
    expect(await world.later(subscriptionId, 30_000)).toMatchObject({ delivered: 30 });
    expect(sideBySide.slice(0, 2)).toEqual([1, 1]);
    expect(Math.max(...sideBySide)).toBe(10);
  });

  it('has each of what waits tried or put off once in a visit', async () => {
    const world = await setUp(() => refused());
    await world.log.append(eventsOf(2));
    const { place } = await fanOut(world);
    for (const one of eventsOf(3).slice(1)) await place(one);
    const now = world.clock.now();
    await world.endpoints.acquire({ subscriptionId, worker: 'w', now, until: now });
    const health = { ...healthy, recoveringSince: now };
    await world.endpoints.release({ subscriptionId, health }, { worker: 'w' });
    await visit(world, patient(world, world.deliveries.waiting));
    expect((await world.deliveriesOf(subscriptionId)).map(({ revision }) => revision)).toEqual([
      2, 2,
    ]);
  });
});

describe('a duty that is accepted', () => {
  it('waits on where that could not be noted, and is noted with the next attempt', async () => {
    const world = await setUp(undefined, { recipients: ['SRO'] });
    const decisionId = '01900000-0000-7000-8000-00000000000d';
    const told = event('decision.recorded', { recipients: ['SRO'], decision: { decisionId } });
    await world.place(told);
    const unavailable = () => Promise.reject(new UnavailableError('throttled'));
    const failing = visit(world, { duties: { ...world.duties, told: unavailable } });
    await expect(failing).rejects.toThrow('throttled');
    expect(await world.deliveriesOf(subscriptionId)).toMatchObject([{ state: 'waiting' }]);
    await world.later(subscriptionId, 60_000);
    expect(await world.deliveriesOf(subscriptionId)).toMatchObject([{ state: 'delivered' }]);
    const receipts = await world.duties.of(told.subject, decisionId);
    expect(receipts).toMatchObject([{ toldAt: world.clock.now() }]);
  });
});
