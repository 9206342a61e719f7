import { describe, expect, it } from 'vitest';
import { shift } from '#shared/domain/instant.ts';
import { type DeliveryWorld, deliveryWorld, idOf } from './delivery-world.ts';
import { documentIdOf } from './documents.ts';
import { ownerOf } from './owner.ts';
import { brokenPromises, kept } from './promises.ts';
import { accepts, away, dead, hangs, refuses } from './receivers.ts';

const start = '2026-07-01T08:00:00.000Z';
const after = (days: number) => shift(start, days * 86_400_000);

/** A write to one of three documents every three hours. */
const writeForDays = async (world: DeliveryWorld, days: number) => {
  for (let writes = 0; writes < days * 8; writes++) {
    await world.write(1 + (writes % 3));
    await world.pass({ hours: 3 });
  }
};

const stateOf = async (world: DeliveryWorld, number: number) => {
  const { state, disabledReason } = (await world.subscriptions.get(idOf(number))) ?? {};
  return [state, disabledReason];
};

describe('mode 6, a subscriber that is down for days', () => {
  it.each([
    ['dead', dead],
    ['hanging', hangs],
    ['answering 503', refuses(503)],
  ])('gets everything once it is back after four days of being %s', async (_, meanwhile) => {
    const world = deliveryWorld();
    await world.subscribe(1, {}, away([{ from: start, to: after(4), meanwhile }]));
    await writeForDays(world, 5);
    expect(await brokenPromises(world, 1)).toEqual(kept);
    // Each once, and all of those that had waited within the quarter of an hour of a probe.
    expect(world.accepted(1)).toHaveLength(40);
    const waited = world.accepted(1).slice(0, 32);
    expect(waited.every(({ at }) => at < shift(after(4), 16 * 60_000))).toBe(true);
    const inOrder = waited
      .map(({ body }) => JSON.parse(body))
      .map(({ subject, sequence }) => ({
        subject,
        sequence,
      }));
    for (const [, events] of Map.groupBy(inOrder, ({ subject }) => subject)) {
      const sequences = events.map(({ sequence }) => Number(sequence));
      expect(sequences.toSorted((a, b) => a - b)).toEqual(sequences.map((_, index) => index + 1));
    }
  });

  it('is disabled after five, of which the owner hears elsewhere, and a replay makes up for it', async () => {
    const world = deliveryWorld();
    await world.subscribe(1, {}, away([{ from: start, to: after(6) }]));
    await world.subscribe(2);
    await world.subscribe(3, { organisation: 'boras' });
    await writeForDays(world, 7);
    expect(await stateOf(world, 1)).toEqual(['disabled', 'failing']);
    const notices = world.sent.filter(({ eventType }) => eventType === 'subscription.disabled');
    expect(notices.map(({ to }) => to)).toEqual([2]);
    expect(JSON.parse(notices[0]?.body ?? '')).toMatchObject({
      subject: idOf(1),
      data: { reason: 'failing', failingSince: start },
    });
    expect(notices[0]?.at.slice(0, 10)).toBe('2026-07-06');
    expect(world.accepted(1)).toEqual([]);

    await ownerOf(world, 1).enable();
    await ownerOf(world, 1).replay('undelivered', start);
    await world.pass({ hours: 1 });
    expect(await brokenPromises(world, 1)).toEqual(kept);
    expect(world.accepted(1)).toHaveLength(56);
    expect(await brokenPromises(world, 2)).toEqual(kept);
  });

  it('is not disabled while it accepts something now and then', async () => {
    const world = deliveryWorld();
    await world.subscribe(1, {}, ({ eventId, ...received }) =>
      (eventId.endsWith('5') ? accepts : dead)({ eventId, ...received }),
    );
    await writeForDays(world, 12);
    expect(await stateOf(world, 1)).toEqual(['enabled', undefined]);
  });

  it('that answers 410 is disabled at the first event', async () => {
    const world = deliveryWorld();
    await world.subscribe(1, {}, refuses(410));
    await world.subscribe(2);
    await world.write(1);
    await world.pass({ minutes: 1 });
    await world.write(1, 2);
    await world.pass({ days: 1 });
    expect(await stateOf(world, 1)).toEqual(['disabled', 'gone']);
    expect(world.attemptsAt(1)).toHaveLength(1);
    const notices = world.sent.filter(({ eventType }) => eventType === 'subscription.disabled');
    expect(notices).toMatchObject([{ to: 2 }]);
  });
});

describe('mode 7, a manual retry beside the automatic ones', () => {
  const failing = async () => {
    const world = deliveryWorld();
    await world.subscribe(1, {}, refuses(500));
    await world.write(1);
    await world.pass({ minutes: 1 });
    const [row] = await world.rows(1);
    if (row === undefined) throw new Error('There is no delivery');
    return { world, row, owner: ownerOf(world, 1) };
  };

  it('sends at once, once, and takes its place in the schedule', async () => {
    const { world, row, owner } = await failing();
    expect(row).toMatchObject({ state: 'waiting', spent: 2 });
    await owner.redeliver(row.deliveryId);
    await world.pass({ seconds: 10 });
    expect(world.attemptsAt(1)).toHaveLength(3);
    const [retried] = await world.rows(1);
    expect(retried).toMatchObject({ state: 'waiting', spent: 3 });
    // Half an hour is the wait after the third; the one that was pending is not made besides.
    await world.pass({ minutes: 27 });
    expect(world.attemptsAt(1)).toHaveLength(3);
    await world.pass({ minutes: 7 });
    expect(world.attemptsAt(1)).toHaveLength(4);
  });

  it('that succeeds ends the automatic ones', async () => {
    const { world, row, owner } = await failing();
    world.receivers.set(1, accepts);
    await owner.redeliver(row.deliveryId);
    await world.pass({ days: 6 });
    expect(world.attemptsAt(1)).toHaveLength(3);
    expect(await world.rows(1)).toMatchObject([{ state: 'delivered', spent: 3 }]);
  });

  it('asked for five times at once sends at most five times and leaves one retry', async () => {
    const { world, row, owner } = await failing();
    await Promise.all(Array.from({ length: 5 }, () => owner.redeliver(row.deliveryId)));
    await world.pass({ seconds: 10 });
    const [retried] = await world.rows(1);
    expect(retried?.spent).toBe(world.attemptsAt(1).length);
    expect(world.attemptsAt(1).length).toBeLessThanOrEqual(2 + 5);
  });

  it('of what was given up begins the schedule anew', async () => {
    const world = deliveryWorld();
    await world.subscribe(1, {}, (received) =>
      (received.eventId.startsWith(documentIdOf(9)) ? refuses(500) : accepts)(received),
    );
    await world.write(9);
    await writeForDays(world, 4);
    const given = async () =>
      (await world.rows(1)).find(({ eventId }) => eventId.startsWith(documentIdOf(9)));
    const row = await given();
    expect(row).toMatchObject({ state: 'failed', spent: 10 });
    await ownerOf(world, 1).redeliver(row?.deliveryId ?? '');
    await writeForDays(world, 4);
    expect(await given()).toMatchObject({ state: 'failed', spent: 10 });
    expect(world.attemptsAt(1).filter(({ eventId }) => eventId === row?.eventId)).toHaveLength(20);
  });

  it('a replay while retries are pending sends each event once more, under its id', async () => {
    const world = deliveryWorld();
    await world.subscribe(1, {}, refuses(500));
    await world.write(1, 2, 3);
    await world.pass({ minutes: 1 });
    world.receivers.set(1, accepts);
    await ownerOf(world, 1).replay('all', start);
    await world.pass({ days: 2 });
    expect(world.accepted(1)).toHaveLength(3);
    expect(await brokenPromises(world, 1)).toEqual(kept);
  });
});
