import { describe, expect, it } from 'vitest';
import { deliverDue } from '#shared/application/deliver-due.ts';
import { documentEvent } from '#shared/contracts/event.ts';
import { shift } from '#shared/domain/instant.ts';
import { killedAtEveryCall } from '../../support/crashes.ts';
import { deliveryUseCases } from '../../support/delivery.ts';
import { startOf, step } from '../../support/histories.ts';
import { reminding } from '../../support/reminding.ts';
import { subscription } from '../../support/subscriptions.ts';

/** Adopted, and repealed from 1 September 2026; who asks is reminded 60 days ahead, on 3 July. */
const repealed = async (...given: Parameters<typeof reminding>) => {
  const world = reminding(...given);
  const { documentId } = await world.register();
  await world.record(documentId, 'adopt');
  await world.record(documentId, 'repeal', { fromAndIncluding: '2026-09-01' });
  return { ...world, documentId };
};

const third = startOf('2026-07-03');

describe('a run', () => {
  it('gives what has become due, to the millisecond', async () => {
    const world = await repealed();
    await world.subscribe([60]);
    world.clock.set(step(third, -1));
    expect(await world.run()).toMatchObject({ given: 0, documents: 1, finished: true });
    world.clock.set(third);
    expect(await world.run()).toMatchObject({ given: 1, failed: [] });
    expect(await world.told()).toEqual(['change 2026-09-01 -60']);
  });

  it('gives it once, however often it runs', async () => {
    const world = await repealed();
    await world.subscribe([60]);
    for (const days of [0, 1, 1, 20, 58]) {
      world.clock.set(shift(third, days * 86_400_000));
      await world.run();
    }
    expect(await world.told()).toEqual(['change 2026-09-01 -60']);
  });

  it('places it where it waits for its worker, whom it wakes', async () => {
    const world = await repealed();
    await world.subscribe([60]);
    world.clock.set(third);
    await world.run();
    const [delivery] = await world.deliveriesOf();
    expect(delivery).toMatchObject({
      type: 'document.dueSoon',
      state: 'waiting',
      nextAttemptAt: third,
      event: { subject: world.documentId, data: { daysLeft: 60, decision: { kind: 'repeal' } } },
    });
    const { subscriptionId } = subscription();
    expect(world.queue.queued).toEqual([{ subscriptionId, deliveryIds: [delivery?.deliveryId] }]);
  });

  it('reaches its receiver as any event does', async () => {
    const world = await repealed();
    await world.subscribe([60]);
    world.clock.set(third);
    await world.run();
    const { sender, ...receiving } = deliveryUseCases();
    const [{ subscriptionId, deliveryIds } = { subscriptionId: '', deliveryIds: [] }] =
      world.queue.queued;
    await deliverDue(
      { ...receiving, ...world, sender },
      { subscriptionId, deliveryIds, deadline: shift(third, 35_000) },
    );
    const [delivery] = await world.deliveriesOf();
    expect(delivery).toMatchObject({ state: 'delivered', attempts: [{ status: 204 }] });
    expect(sender.sent.map(({ body }) => JSON.parse(body))).toEqual([delivery?.event]);
    expect(documentEvent.parse(delivery?.event)).toEqual(delivery?.event);
  });

  it('remembers it until the day is over', async () => {
    const world = await repealed();
    await world.subscribe([60]);
    world.clock.set(third);
    await world.run();
    expect(await world.reminders.of(world.documentId)).toEqual([
      {
        documentId: world.documentId,
        subscriptionId: subscription().subscriptionId,
        reminder: 'change 2026-09-01 60',
        keys: ['change 2026-09-01 60 *repealed'],
        expiresAt: '2026-09-02T22:00:00.000Z',
      },
    ]);
  });

  it('leaves alone who is disabled, or asks for no reminders', async () => {
    const world = await repealed();
    await world.subscribe([60], { state: 'disabled' }, 1);
    await world.subscribe([], {}, 2);
    world.clock.set(third);
    expect(await world.run()).toEqual({ given: 0, documents: 0, failed: [], finished: true });
  });

  it('gives each subscription its own', async () => {
    const world = await repealed();
    await world.subscribe([60], {}, 1);
    await world.subscribe([100, 61], {}, 2);
    await world.subscribe([60], { filter: { documentTypes: ['policy'] } }, 3);
    world.clock.set(third);
    await world.run();
    expect(await world.told(1)).toEqual(['change 2026-09-01 -60']);
    expect(await world.told(2)).toEqual(['change 2026-09-01 -61']);
    expect(await world.told(3)).toEqual([]);
  });

  it('says nothing of a draft that was withdrawn since the index was written', async () => {
    const world = reminding();
    const document = await world.register({ reviewBy: '2026-06-20' });
    await world.subscribe([30]);
    const withdrawn = { ...document, withdrawnAt: world.clock.now() };
    const repository = { ...world.repository, documents: async () => [withdrawn] };
    Object.assign(world.repository, repository);
    await world.run();
    expect(await world.told()).toEqual([]);
  });
});

describe('a change', () => {
  it('that is registered late is told of at once, of the days that have passed only by the nearest', async () => {
    const world = reminding();
    await world.subscribe([90, 60, 30, 5]);
    const { documentId } = await world.register();
    await world.record(documentId, 'adopt', { fromAndIncluding: '2026-06-21' });
    await world.run();
    expect(await world.told()).toEqual(['change 2026-06-21 -30']);
    world.clock.set(startOf('2026-06-16'));
    await world.run();
    expect(await world.told()).toEqual(['change 2026-06-21 -30', 'change 2026-06-21 -5']);
  });

  it('of today is not told of as coming', async () => {
    const world = reminding();
    await world.subscribe([90]);
    const { documentId } = await world.register();
    await world.record(documentId, 'adopt', {
      fromAndIncluding: '2026-06-01T20:00:00[Europe/Stockholm]',
    });
    await world.run();
    expect(await world.told()).toEqual([]);
  });

  it('that moves is told of as what it then is, and not again where it moves back', async () => {
    const world = await repealed('2026-08-01T12:00:00.000Z');
    await world.subscribe([60]);
    await world.run();
    world.clock.advance(1);
    const { decision } = await world.record(world.documentId, 'repeal', {
      fromAndIncluding: '2026-08-25',
    });
    await world.run();
    await world.record(world.documentId, 'annul', { annuls: decision.decisionId });
    await world.run();
    expect(await world.told()).toEqual(['change 2026-09-01 -60', 'change 2026-08-25 -60']);
  });

  it('beyond what the document plans itself is found in its decisions', async () => {
    const world = reminding();
    await world.subscribe([200], { filter: { parties: ['last'] } });
    const ids = Array.from({ length: 110 }, (_, index) => `p${index}`);
    const parties = [...ids, 'last'].map((id) => ({ id, name: id, recordedAt: '' }));
    const { documentId } = await world.register({ adoption: 'perParty', parties });
    for (const [index, { id: party }] of parties.entries()) {
      const fromAndIncluding = world.calendar.plusDays('2026-07-01', index);
      await world.record(documentId, 'adopt', { party, fromAndIncluding });
    }
    expect((await world.repository.document(documentId))?.plannedInFull).toBe(false);
    await world.run();
    expect(await world.told()).toEqual(['change 2026-10-19 -200']);
    const [delivery] = await world.deliveriesOf();
    expect(delivery?.event?.data).toMatchObject({ party: 'last', decision: { kind: 'adopt' } });
  });
});

describe('a review', () => {
  it('is told of though nothing else comes and the document itself does not remind', async () => {
    const world = reminding();
    await world.register({ reviewBy: '2026-08-01' });
    await world.subscribe([30]);
    world.clock.set(startOf('2026-07-02'));
    await world.run();
    expect(await world.told()).toEqual(['review 2026-08-01 -30']);
  });

  it("is told of after the document's own reminders have all been given", async () => {
    const world = reminding();
    await world.register({ reviewBy: '2026-08-01', reminders: [60, 30] });
    await world.subscribe([5]);
    world.clock.set(startOf('2026-07-27'));
    await world.apply();
    await world.run();
    expect(await world.told()).toEqual(['review 2026-08-01 -5']);
  });

  it('makes nothing due any more once its day has come, and tells nothing of it', async () => {
    const world = reminding();
    const { documentId } = await world.register({ reviewBy: '2026-08-01' });
    world.clock.set(step(startOf('2026-08-01'), -1));
    expect(await world.apply()).toMatchObject({ applied: 0 });
    world.clock.set(startOf('2026-08-01'));
    expect(await world.apply()).toMatchObject({ applied: 1 });
    expect(await world.apply()).toMatchObject({ applied: 0 });
    expect(await world.repository.document(documentId)).toMatchObject({
      milestones: [],
      sequence: 1,
    });
  });

  it('that moves is another one', async () => {
    const world = reminding();
    const { documentId } = await world.register({ reviewBy: '2026-06-20' });
    await world.subscribe([30]);
    await world.run();
    await world.change(documentId, { reviewBy: '2026-06-21' });
    await world.run();
    expect(await world.told()).toEqual(['review 2026-06-20 -30', 'review 2026-06-21 -30']);
  });
});

describe('a run that is out of time', () => {
  /** 250 documents, all to be reviewed on one of two days. */
  const many = async () => {
    const world = reminding();
    for (let number = 0; number < 250; number++) {
      await world.register({ reviewBy: number % 2 ? '2026-06-20' : '2026-06-21' });
    }
    await world.subscribe([30]);
    return world;
  };

  it('leaves the rest to the next, which begins with it', async () => {
    const world = await many();
    const documents = world.repository.documents;
    let reads = 0;
    Object.assign(world.repository, {
      documents: async (ids: readonly string[]) => {
        reads += 1;
        world.clock.advance(reads % 2 ? 1 : 60_000);
        return documents(ids);
      },
    });
    const deadline = () => shift(world.clock.now(), 30_000);
    expect(await world.run(deadline())).toMatchObject({ documents: 200, finished: false });
    expect(await world.run(deadline())).toMatchObject({ documents: 50, given: 50, finished: true });
    expect(await world.reminders.place()).toBeUndefined();
    expect(new Set(await world.told()).size).toBe(2);
    expect(await world.deliveriesOf()).toHaveLength(250);
  });

  it('begins nothing', async () => {
    const world = await many();
    expect(await world.run(world.clock.now())).toMatchObject({ documents: 0, finished: false });
  });
});

describe('a document of which reminders cannot be given', () => {
  it('keeps no other from its own, and is tried again', async () => {
    const world = reminding();
    const [first, second] = [
      await world.register({ reviewBy: '2026-06-20' }),
      await world.register({ reviewBy: '2026-06-20' }),
    ];
    await world.subscribe([30]);
    const { of } = world.reminders;
    const broken = { ...world.reminders };
    Object.assign(world.reminders, {
      of: async (id: string) =>
        id === first.documentId ? Promise.reject(Error('broken')) : of(id),
    });
    expect(await world.run()).toMatchObject({
      given: 1,
      failed: [{ documentId: first.documentId, error: { message: 'broken' } }],
      finished: true,
    });
    expect(await world.reminders.of(second.documentId)).toHaveLength(1);
    Object.assign(world.reminders, broken);
    expect(await world.run()).toMatchObject({ given: 1, failed: [] });
  });

  it('cannot keep those read with it from theirs', async () => {
    const world = reminding();
    const poison = await world.register({ reviewBy: '2026-06-20' });
    await world.register({ reviewBy: '2026-06-20' });
    await world.subscribe([30]);
    const { document } = world.repository;
    const unreadable = async () => Promise.reject(Error('unreadable'));
    Object.assign(world.repository, {
      documents: unreadable,
      document: (id: string) => (id === poison.documentId ? unreadable() : document(id)),
    });
    expect(await world.run()).toMatchObject({
      given: 1,
      failed: [{ documentId: poison.documentId }],
    });
  });
});

describe('whatever happens to a run', () => {
  it('each reminder is given once by it and the next, killed at any port call', async () => {
    // Subscriptions, place, documents, and of each document what was given and the giving; then wakes and places.
    const kills = await killedAtEveryCall((plan) => {
      const world = reminding(undefined, plan);
      const ready = (async () => {
        await world.register({ reviewBy: '2026-06-20' });
        await world.register({ reviewBy: '2026-07-20' });
        await world.subscribe([30, 60], {}, 1);
        await world.subscribe([90], {}, 2);
      })();
      return {
        killed: async () => {
          await ready;
          const { failed } = await world.run();
          if (failed.length > 0) throw new Error('not all given');
        },
        retried: async () => {
          await world.run();
          // What a place has passed over comes with the run after.
          await world.run();
          expect((await world.told(1)).toSorted()).toEqual([
            'review 2026-06-20 -30',
            'review 2026-07-20 -60',
          ]);
          expect((await world.told(2)).toSorted()).toEqual([
            'review 2026-06-20 -90',
            'review 2026-07-20 -90',
          ]);
        },
      };
    });
    expect(kills).toBeGreaterThan(30);
  });

  it('each reminder is given once by two at the same time', async () => {
    const world = await repealed();
    for (const number of [1, 2, 3]) await world.subscribe([60], {}, number);
    world.clock.set(third);
    const runs = await Promise.all([world.run(), world.run()]);
    expect(runs.reduce((sum, { given }) => sum + given, 0)).toBe(3);
    for (const number of [1, 2, 3]) expect(await world.told(number)).toHaveLength(1);
  });
});
