import { describe, expect, it } from 'vitest';
import { toCloudEvents } from '#shared/domain/cloud-event.ts';
import { faultPlan } from '../support/faults.ts';
import { seeded } from '../support/random.ts';
import { delayMs, deliveryWorld } from './delivery-world.ts';
import { documentIdOf } from './documents.ts';
import { brokenPromises, kept } from './promises.ts';
import { accepts, away, refuses } from './receivers.ts';

const at = '2026-07-01T08:00:00.000Z';

describe('mode 1, a duplicate', () => {
  it('a record that is relayed twice makes one delivery and reaches the receiver once', async () => {
    const world = deliveryWorld();
    await world.subscribe(1);
    const change = world.change(1);
    await world.relay([change]);
    await world.pass({ minutes: 2 });
    await world.relay([change]);
    await world.pass({ minutes: 2 });
    expect(await world.rows(1)).toHaveLength(1);
    expect(world.attemptsAt(1)).toHaveLength(1);
  });

  it('one that is relayed twice at the same moment makes one delivery as well', async () => {
    const world = deliveryWorld();
    await world.subscribe(1);
    const change = world.change(1);
    await Promise.all([world.relay([change]), world.relay([change])]);
    await world.pass({ minutes: 2 });
    expect(await world.rows(1)).toHaveLength(1);
    expect(world.attemptsAt(1)).toHaveLength(1);
  });

  it('a wake that arrives three times, and two sweeps at once, find one worker at the endpoint', async () => {
    const random = seeded(1);
    const world = deliveryWorld({ copies: () => 3, latencyMs: () => random() * 40 });
    await world.subscribe(1);
    for (let writes = 0; writes < 20; writes++) {
      await world.write(1, 2, 3);
      await Promise.all([world.sweep(), world.sweep()]);
      await world.pass({ seconds: 7 });
    }
    expect(await brokenPromises(world, 1)).toEqual(kept);
    expect(world.attemptsAt(1)).toHaveLength(60);
  });
});

describe('mode 2, a crash between sending and recording', () => {
  it('sends again under the same id, and records it then', async () => {
    // Calls of the worker: the subscription, the endpoint, the delivery, the event, the secret, the sending.
    const plan = faultPlan({ at: 7, when: 'before', kill: true });
    const world = deliveryWorld({ plan });
    await world.subscribe(1);
    await world.write(1);
    await world.pass({ seconds: 10 });
    expect(plan.struck).toBe(true);
    expect(world.attemptsAt(1)).toHaveLength(1);
    expect(await world.rows(1)).toMatchObject([{ state: 'waiting', attempts: [] }]);

    await world.pass({ minutes: 3 });
    const [first, second, ...more] = world.attemptsAt(1);
    expect(more).toEqual([]);
    expect(second?.eventId).toBe(first?.eventId);
    expect(second?.body).toBe(first?.body);
    expect(await world.rows(1)).toMatchObject([
      { state: 'delivered', attempts: [{ status: 204 }] },
    ]);
    // Until then the lease of the dead one ran.
    expect(second?.at).toBe('2026-07-01T08:02:00.000Z');
  });
});

describe('mode 3, out of order', () => {
  it('events of one document go in order where the receiver takes them', async () => {
    const world = deliveryWorld();
    await world.subscribe(1);
    await world.write(1, 1, 1, 2, 1, 2);
    await world.pass({ minutes: 1 });
    for (const document of [1, 2].map(documentIdOf)) {
      const arrived = world.accepted(1).filter(({ eventId }) => eventId.startsWith(document));
      expect(arrived.map(({ eventId }) => eventId)).toEqual(
        arrived.map(({ eventId }) => eventId).toSorted(),
      );
    }
  });

  it('one that failed comes after its successors, and sequence puts it back', async () => {
    const world = deliveryWorld();
    const failsOnce = away([{ from: at, to: '2026-07-01T08:00:03.000Z', meanwhile: refuses(500) }]);
    await world.subscribe(1, {}, (received) =>
      received.eventId.endsWith('2') ? failsOnce(received) : accepts(received),
    );
    await world.write(1, 1, 1);
    await world.pass({ minutes: 1 });
    const sequences = world.accepted(1).map(({ body }): string => JSON.parse(body).sequence);
    expect(sequences).toEqual(['0000000001', '0000000003', '0000000002']);
    expect(sequences.toSorted()).toEqual(['0000000001', '0000000002', '0000000003']);
  });

  it('a receiver that keeps the highest sequence of a document ends with what holds', async () => {
    const random = seeded(3);
    const world = deliveryWorld({ random, latencyMs: () => random() * 5_000 });
    await world.subscribe(1, {}, (received) =>
      random() < 0.4 ? refuses(503)(received) : accepts(received),
    );
    for (let writes = 0; writes < 30; writes++) {
      await world.write(1 + (writes % 3));
      await world.pass({ seconds: 20 });
    }
    await world.pass({ days: 4 });
    const latest = new Map<string, string>();
    for (const { body } of world.accepted(1)) {
      const { subject, sequence } = JSON.parse(body);
      if (sequence > (latest.get(subject) ?? '')) latest.set(subject, sequence);
    }
    expect([...latest.values()]).toEqual(['0000000010', '0000000010', '0000000010']);
    expect(await brokenPromises(world, 1)).toEqual(kept);
  });
});

describe('mode 8, an attempt before the event is stored', () => {
  it('waits for the log and spends nothing, however late that is', async () => {
    const world = deliveryWorld({ appendTakesMs: 3 * 60_000 });
    await world.subscribe(1);
    await world.write(1);
    await world.pass({ minutes: 2 });
    expect(await world.rows(1)).toMatchObject([{ state: 'waiting', spent: 0, attempts: [] }]);
    expect(world.attemptsAt(1)).toEqual([]);
    await world.pass({ minutes: 5 });
    expect(await world.rows(1)).toMatchObject([{ state: 'delivered', spent: 1 }]);
    expect(await brokenPromises(world, 1)).toEqual(kept);
  });

  it('holds back none of what is stored, should it never be', async () => {
    const world = deliveryWorld();
    await world.subscribe(1);
    const { document, facts } = world.change(9);
    await world.bus.publish(toCloudEvents(document, facts));
    for (let writes = 0; writes < 5; writes++) {
      await world.write(1, 2);
      await world.pass({ minutes: 10 });
    }
    const { true: stored = [], false: never } = Object.groupBy(await world.rows(1), ({ eventId }) =>
      String(!eventId.startsWith(documentIdOf(9))),
    );
    expect(never).toMatchObject([{ state: 'waiting', spent: 0 }]);
    expect(stored.map(({ state }) => state)).toEqual(Array(10).fill('delivered'));
    expect(Math.max(...world.attemptsAt(1).map(delayMs))).toBeLessThan(100);
  });
});
