import { describe, expect, it } from 'vitest';
import { shift } from '#shared/domain/instant.ts';
import { retrySchedule } from '#shared/domain/retry-schedule.ts';
import { accepted, deliveryUseCases, refused } from '../../support/delivery.ts';
import { event } from '../../support/events.ts';
import { subscription } from '../../support/subscriptions.ts';

const { subscriptionId } = subscription();
const minute = 60_000;
const day = 24 * 60 * minute;

const eventsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => event('document.updated', { sequence: index + 1 }));

describe('a delivery that fails', () => {
  it('is tried again after the waits of the schedule, with what each attempt came to', async () => {
    const world = deliveryUseCases(({ eventId }) => (eventId.endsWith('1') ? refused() : accepted));
    await world.subscriptions.create(subscription());
    await world.place(event());
    await world.serve(subscriptionId);
    for (const seconds of retrySchedule.slice(1)) {
      // Others are accepted meanwhile: it is this event that the receiver will not take.
      await world.place(event('document.updated', { sequence: 10 * seconds }));
      await world.later(subscriptionId, seconds * 1000 - 1);
      const [before] = await world.deliveriesOf(subscriptionId);
      await world.later(subscriptionId, 1);
      const [after] = await world.deliveriesOf(subscriptionId);
      expect(after?.attempts.length).toBe((before?.attempts.length ?? 0) + 1);
    }
    const [delivery] = await world.deliveriesOf(subscriptionId);
    expect(delivery).toMatchObject({ state: 'failed', spent: 10 });
    expect(
      delivery?.attempts.every(({ status, error }) => status === 500 && error === 'refused'),
    ).toBe(true);
    expect(delivery?.nextAttemptAt).toBeUndefined();
  });

  it('is woken for by the queue where that can hold the wait, and by the sweep where not', async () => {
    const world = deliveryUseCases(() => refused());
    await world.subscriptions.create(subscription());
    await world.place(event());
    await world.serve(subscriptionId);
    expect(world.queue.queued.at(-1)).toEqual({ subscriptionId, deliveryIds: [], delaySeconds: 5 });
    await world.later(subscriptionId, 5_000);
    expect(world.queue.queued.at(-1)?.delaySeconds).toBe(300);
    await world.later(subscriptionId, 5 * minute);
    const asked = world.queue.queued.length;
    // Half an hour is longer than a queue can hold.
    const dueBy = (milliseconds: number) =>
      world.endpoints.due({ until: shift(world.clock.now(), milliseconds), limit: 9 });
    expect(await dueBy(30 * minute)).toEqual([subscriptionId]);
    expect(world.queue.queued).toHaveLength(asked);
  });

  it.each([
    ['seconds', '120', 120_000],
    ['a date', 'Wed, 01 Jul 2026 08:10:00 GMT', 600_000],
    ['something absurd', '99999999999', day],
    ['nonsense', 'soon', 5_000],
    ['a time that has passed', 'Wed, 01 Jul 2020 08:00:00 GMT', 5_000],
  ])('honours a Retry-After of %s within bounds', async (_, header, wait) => {
    const world = deliveryUseCases(() => refused(429, header));
    await world.subscriptions.create(subscription());
    const start = world.clock.now();
    await world.place(...eventsOf(5));
    await world.serve(subscriptionId);
    const [first] = await world.deliveriesOf(subscriptionId);
    expect(first?.nextAttemptAt).toBe(shift(start, wait));
  });

  it('holds back the others of its endpoint when the receiver asks for time, and spends none of theirs', async () => {
    const world = deliveryUseCases(() => refused(503, '60'));
    await world.subscriptions.create(subscription(1, { maxPerSecond: 1 }));
    await world.place(...eventsOf(5));
    await world.serve(subscriptionId);
    const spent = (await world.deliveriesOf(subscriptionId)).map((one) => one.spent);
    expect(spent).toEqual([1, 0, 0, 0, 0]);
    expect(await world.later(subscriptionId, 59_000)).toMatchObject({ attempts: 0 });
    expect(await world.later(subscriptionId, 1_000)).toMatchObject({ attempts: 1 });
  });
});

describe('the circuit breaker', () => {
  const broken = async () => {
    let up = false;
    const world = deliveryUseCases(() => (up ? accepted : refused()));
    await world.subscriptions.create(subscription(1, { maxPerSecond: 1000 }));
    await world.place(...eventsOf(40));
    await world.serve(subscriptionId);
    const comesBack = () => {
      up = true;
    };
    return { ...world, comesBack };
  };

  it('opens after five failures, and what waits for it spends no attempt', async () => {
    const world = await broken();
    expect(world.sender.sent).toHaveLength(5);
    const spent = (await world.deliveriesOf(subscriptionId)).map((one) => one.spent);
    expect(spent.filter((one) => one === 0)).toHaveLength(35);
    expect(world.queue.queued.at(-1)?.delaySeconds).toBe(30);
  });

  it('lets one probe through, and waits twice as long when that fails', async () => {
    const world = await broken();
    expect(await world.later(subscriptionId, 30_000)).toMatchObject({ attempts: 1 });
    expect(world.queue.queued.at(-1)?.delaySeconds).toBe(60);
    expect(await world.later(subscriptionId, 59_000)).toMatchObject({ attempts: 0 });
    expect(await world.later(subscriptionId, 1_000)).toMatchObject({ attempts: 1 });
    for (let probe = 0; probe < 20; probe += 1) await world.later(subscriptionId, 15 * minute);
    expect(world.queue.queued.at(-1)?.delaySeconds).toBe(900);
  });

  it('closes when a probe is accepted, and everything that waited goes at once', async () => {
    const world = await broken();
    for (let probe = 0; probe < 6; probe += 1) await world.later(subscriptionId, 15 * minute);
    world.comesBack();
    expect(await world.later(subscriptionId, 15 * minute)).toMatchObject({ delivered: 40 });
    const deliveries = await world.deliveriesOf(subscriptionId);
    expect(new Set(deliveries.map(({ state }) => state))).toEqual(new Set(['delivered']));
  });
});

describe('a receiver', () => {
  const owners = async (answer: Parameters<typeof deliveryUseCases>[0]) => {
    const world = deliveryUseCases(answer);
    await world.subscriptions.create(subscription(1));
    await world.subscriptions.create(subscription(2, { filter: { keywords: ['nothing'] } }));
    await world.subscriptions.create(
      subscription(3, { organisation: 'boras', filter: { keywords: ['nothing'] } }),
    );
    return world;
  };
  const second = subscription(2).subscriptionId;

  it('that answers 410 is disabled at once, and the owner hears of it elsewhere', async () => {
    const world = await owners(() => refused(410));
    await world.place(...eventsOf(3));
    expect(await world.serve(subscriptionId)).toMatchObject({ disabled: 'gone', attempts: 1 });
    expect(await world.subscriptions.get(subscriptionId)).toMatchObject({
      state: 'disabled',
      disabledReason: 'gone',
      revision: 2,
    });
    const [notice] = await world.deliveriesOf(second);
    expect(notice).toMatchObject({
      type: 'subscription.disabled',
      event: { subject: subscriptionId, data: { reason: 'gone', target: subscription().target } },
    });
    expect(await world.deliveriesOf(subscription(3).subscriptionId)).toEqual([]);
    expect(await world.endpoints.due({ until: '9999', limit: 9 })).not.toContain(subscriptionId);
  });

  it('that accepts nothing for five days is disabled, not before', async () => {
    const world = await owners(() => refused());
    await world.place(event());
    const start = world.clock.now();
    await world.serve(subscriptionId);
    while (world.clock.now() < shift(start, 5 * day - 60 * minute)) {
      await world.later(subscriptionId, 30 * minute);
    }
    expect(await world.subscriptions.get(subscriptionId)).toMatchObject({ state: 'enabled' });
    // Its tenth attempt is long past: what a receiver that is down should have is not given up.
    expect(await world.deliveriesOf(subscriptionId)).toMatchObject([{ state: 'waiting' }]);
    while (world.clock.now() < shift(start, 6 * day)) {
      await world.later(subscriptionId, 30 * minute);
    }
    expect(await world.subscriptions.get(subscriptionId)).toMatchObject({
      state: 'disabled',
      disabledReason: 'failing',
    });
    expect(await world.deliveriesOf(second)).toMatchObject([{ type: 'subscription.disabled' }]);
  });

  it('that was disabled gets what waits when it is enabled again, with a clean slate', async () => {
    let up = false;
    const world = await owners(() => (up ? accepted : refused(410)));
    await world.place(...eventsOf(3));
    await world.serve(subscriptionId);
    up = true;
    await world.subscriptions.update(
      subscription(1, { revision: 3, renewedAt: world.clock.now() }),
    );
    expect(await world.serve(subscriptionId)).toMatchObject({ delivered: 3 });
  });

  it('to whom a decision is a duty has its receipt when it accepts it', async () => {
    const world = deliveryUseCases();
    await world.subscriptions.create(subscription(1, { recipients: ['SRO'] }));
    const decisionId = '01900000-0000-7000-8000-00000000000d';
    const told = event('decision.recorded', { recipients: ['SRO'], decision: { decisionId } });
    await world.place(told);
    const receipts = () => world.duties.of(told.subject, decisionId);
    expect((await receipts()).map(({ toldAt }) => toldAt)).toEqual([undefined]);
    await world.serve(subscriptionId);
    expect((await receipts()).map(({ toldAt }) => toldAt)).toEqual([world.clock.now()]);
  });
});

describe('a subscription that is given another address', () => {
  it('is not disabled for what the old one answers meanwhile, and goes on at the new one', async () => {
    const url = 'https://example.org/hooks/new';
    const world = deliveryUseCases(async ({ target }) => {
      if (target.type === 'webhook' && target.url === url) return accepted;
      await world.subscriptions.update(
        subscription(1, {
          target: { type: 'webhook', url },
          renewedAt: world.clock.now(),
          revision: 2,
        }),
      );
      return refused(410);
    });
    await world.subscriptions.create(subscription());
    await world.place(event());
    await world.serve(subscriptionId);
    expect(await world.subscriptions.get(subscriptionId)).toMatchObject({ state: 'enabled' });
    await world.later(subscriptionId, 5_000);
    expect(await world.deliveriesOf(subscriptionId)).toMatchObject([{ state: 'delivered' }]);
  });

  it('is not disabled for the days that the old one failed', async () => {
    const world = deliveryUseCases(() => refused());
    await world.subscriptions.create(subscription());
    await world.place(event());
    const start = world.clock.now();
    await world.serve(subscriptionId);
    while (world.clock.now() < shift(start, 4 * day))
      await world.later(subscriptionId, 30 * minute);
    await world.subscriptions.update(
      subscription(1, { renewedAt: world.clock.now(), revision: 2 }),
    );
    while (world.clock.now() < shift(start, 6 * day))
      await world.later(subscriptionId, 30 * minute);
    expect(await world.subscriptions.get(subscriptionId)).toMatchObject({ state: 'enabled' });
  });
});
