import { describe, expect, it } from 'vitest';
import { deliverDue } from '#shared/application/deliver-due.ts';
import { shift } from '#shared/domain/instant.ts';
import { killedAtEveryCall } from '../../support/crashes.ts';
import { accepted, deliveryUseCases } from '../../support/delivery.ts';
import { event } from '../../support/events.ts';
import { withFaults } from '../../support/faults.ts';
import { subscription } from '../../support/subscriptions.ts';

const { subscriptionId } = subscription();
const minute = 60_000;

const eventsOf = (count: number, documentId?: string) =>
  Array.from({ length: count }, (_, index) => {
    const one = event('document.updated', { sequence: index + 1 });
    const subject = documentId ?? one.subject;
    return { ...one, subject, id: `${subject}-${one.sequence}` };
  });

const otherDocument = (number: number) =>
  `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;

describe('a worker at an endpoint', () => {
  it('sends what is due, each under its own id, and keeps what came of it', async () => {
    const world = deliveryUseCases();
    await world.subscriptions.create(subscription());
    await world.place(...eventsOf(3));
    expect(await world.serve(subscriptionId)).toEqual({
      result: 'served',
      attempts: 3,
      delivered: 3,
      givenUp: 0,
      lateness: [35_999_500, 35_999_520, 35_999_540],
    });
    expect(world.sender.sent.map(({ eventId }) => eventId)).toEqual(
      eventsOf(3).map(({ id }) => id),
    );
    for (const delivery of await world.deliveriesOf(subscriptionId)) {
      expect(delivery).toMatchObject({ state: 'delivered', attempts: [{ status: 204 }] });
      expect(delivery.nextAttemptAt).toBeUndefined();
    }
  });

  it('signs exactly what it sends, with the time of the attempt', async () => {
    const world = deliveryUseCases();
    await world.subscriptions.create(subscription());
    await world.place(event());
    await world.serve(subscriptionId);
    const [{ body, headers } = { body: '', headers: {} }] = world.sender.sent;
    expect(JSON.parse(body)).toEqual(event());
    expect(headers).toMatchObject({
      'content-type': 'application/cloudevents+json',
      'webhook-id': event().id,
      'webhook-timestamp': String(Date.parse(world.clock.now()) / 1000),
    });
  });

  it('leaves the endpoint to the one who is there, who then does what has come', async () => {
    const second = eventsOf(2).slice(1);
    const world = deliveryUseCases(async ({ eventId }) => {
      if (eventId !== second[0]?.id) {
        await world.place(...second);
        expect(await world.serve(subscriptionId)).toEqual({ result: 'busy' });
      }
      return accepted;
    });
    await world.subscriptions.create(subscription());
    await world.place(...eventsOf(1));
    expect(await world.serve(subscriptionId)).toMatchObject({ delivered: 2 });
  });

  it('sends events of one document in order, and those of different ones side by side', async () => {
    let underWay = 0;
    let most = 0;
    const world = deliveryUseCases(async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      return accepted;
    });
    await world.subscriptions.create(subscription());
    const documents = Array.from({ length: 30 }, (_, number) => eventsOf(4, otherDocument(number)));
    await world.place(...documents.flat().toReversed());
    await world.serve(subscriptionId);
    expect(most).toBe(10);
    for (const events of documents) {
      const sent = world.sender.sent.filter(({ eventId }) =>
        eventId.startsWith(events[0]?.subject ?? ''),
      );
      expect(sent.map(({ eventId }) => eventId)).toEqual(events.map(({ id }) => id));
    }
  });

  it('keeps to the rate, over workers', async () => {
    const times: number[] = [];
    const world = deliveryUseCases(() => {
      times.push(Date.parse(world.clock.now()));
      return accepted;
    });
    await world.subscriptions.create(subscription(1, { maxPerSecond: 5 }));
    await world.place(...eventsOf(12));
    await world.serve(subscriptionId);
    await world.place(...eventsOf(14).slice(12));
    await world.serve(subscriptionId);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(gaps).toHaveLength(13);
    expect(Math.min(...gaps)).toBe(200);
  });

  it('hands the rest to another one when its time is up', async () => {
    const world = deliveryUseCases();
    await world.subscriptions.create(subscription(1, { maxPerSecond: 1 }));
    await world.place(...eventsOf(50));
    expect(await world.serve(subscriptionId)).toMatchObject({ delivered: 35 });
    expect(world.queue.queued.at(-1)).toEqual({ subscriptionId, deliveryIds: [], delaySeconds: 0 });
    expect(await world.serve(subscriptionId)).toMatchObject({ delivered: 15 });
  });

  it('does nothing for a subscription that is gone, and forgets its endpoint', async () => {
    const world = deliveryUseCases();
    expect(await world.serve(subscriptionId)).toMatchObject({ result: 'deleted' });
    expect(await world.endpoints.due({ until: '9999', limit: 10 })).toEqual([]);
  });

  it('stops within a second when the owner disables the subscription', async () => {
    const world = deliveryUseCases(async () => {
      if (world.sender.sent.length === 3) {
        await world.subscriptions.update(subscription(1, { state: 'disabled', revision: 2 }));
      }
      return accepted;
    });
    await world.subscriptions.create(subscription(1, { maxPerSecond: 10 }));
    await world.place(...eventsOf(40));
    await world.serve(subscriptionId);
    expect(world.sender.sent.length).toBeLessThanOrEqual(13);
    expect(await world.serve(subscriptionId)).toMatchObject({ result: 'disabled' });
    const states = (await world.deliveriesOf(subscriptionId)).map(({ state }) => state);
    expect(states.filter((state) => state === 'waiting').length).toBeGreaterThan(20);

    await world.subscriptions.update(
      subscription(1, { revision: 3, renewedAt: world.clock.now() }),
    );
    await world.serve(subscriptionId);
    expect(world.sender.sent).toHaveLength(40);
  });

  it('waits for an event that is not in the log yet, and spends no attempt on it', async () => {
    const world = deliveryUseCases();
    await world.subscriptions.create(subscription());
    const { log } = world;
    await world.place(event());
    const [known] = await world.deliveriesOf(subscriptionId);
    let present = false;
    const late = { events: async (ids: readonly string[]) => (present ? log.events(ids) : []) };
    const serve = () =>
      deliverDue(
        { ...world, log: late },
        { subscriptionId, deliveryIds: [], deadline: shift(world.clock.now(), 35_000) },
      );
    await serve();
    expect(await world.deliveriesOf(subscriptionId)).toMatchObject([
      { state: 'waiting', spent: 0, deliveryId: known?.deliveryId },
    ]);
    present = true;
    world.clock.advance(5_000);
    expect(await serve()).toMatchObject({ delivered: 1 });
  });

  it('delivers at least once under one id when it was killed at any step', async () => {
    const kills = await killedAtEveryCall((plan) => {
      const world = deliveryUseCases();
      const { subscriptions, deliveries, endpoints, log, queue, sender, secrets } = world;
      const prepared = subscriptions.create(subscription()).then(() => world.place(...eventsOf(2)));
      const serve = async () => {
        await prepared;
        return deliverDue(
          {
            ...world,
            subscriptions: withFaults(subscriptions, plan),
            deliveries: withFaults(deliveries, plan),
            endpoints: withFaults(endpoints, plan),
            log: withFaults(log, plan),
            queue: withFaults(queue, plan),
            secrets: withFaults(secrets, plan),
            sender: withFaults(sender, plan),
          },
          { subscriptionId, deliveryIds: [], deadline: shift(world.clock.now(), 35_000) },
        );
      };
      return {
        killed: serve,
        retried: async () => {
          // The lease of a worker that died keeps others away for a while.
          world.clock.advance(2 * minute);
          await serve();
          const states = (await world.deliveriesOf(subscriptionId)).map(({ state }) => state);
          expect(states).toEqual(['delivered', 'delivered']);
          const ids = new Set(sender.sent.map(({ headers }) => headers['webhook-id']));
          expect([...ids].toSorted()).toEqual(eventsOf(2).map(({ id }) => id));
        },
      };
    });
    expect(kills).toBeGreaterThan(20);
  });
});
