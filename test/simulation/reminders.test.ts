import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Document } from '#shared/domain/document.ts';
import { shift } from '#shared/domain/instant.ts';
import { type FaultPlan, faultPlan } from '../support/faults.ts';
import { calendar, startOf } from '../support/histories.ts';
import { reminding } from '../support/reminding.ts';
import { subscription } from '../support/subscriptions.ts';

const [firstDay, documents, subscribers] = ['2026-06-01', 3, 3];

const morningOf = (date: string): string => shift(startOf(date), 9 * 3_600_000);

/** What may happen; days are counted from the present one. */
type Step =
  | { readonly what: 'review'; readonly document: number; readonly inDays: number }
  | { readonly what: 'repeal'; readonly document: number; readonly inDays: number }
  | { readonly what: 'subscribe'; readonly number: number; readonly days: readonly number[] }
  | { readonly what: 'pass'; readonly days: number }
  | { readonly what: 'run'; readonly killedAt: number; readonly when: 'before' | 'after' };

const document = fc.nat({ max: documents - 1 });
const inDays = fc.integer({ min: 1, max: 60 });
const days = fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { maxLength: 5 });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ what: fc.constant('review' as const), document, inDays }),
  fc.record({ what: fc.constant('repeal' as const), document, inDays }),
  fc.record({
    what: fc.constant('subscribe' as const),
    number: fc.integer({ min: 1, max: subscribers }),
    days,
  }),
  fc.record({ what: fc.constant('pass' as const), days: fc.integer({ min: 0, max: 12 }) }),
  fc.record({
    what: fc.constant('run' as const),
    killedAt: fc.nat({ max: 12 }),
    when: fc.constantFrom('before' as const, 'after' as const),
  }),
);

/** A plan that another may take the place of, from one run to the next. */
const changingPlan = () => {
  let current = faultPlan({ at: 0 });
  const plan: FaultPlan = {
    get calls() {
      return current.calls;
    },
    get struck() {
      return current.struck;
    },
    revive: () => current.revive(),
    run: (call) => current.run(call),
  };
  return {
    plan,
    use: (next: FaultPlan) => {
      current = next;
    },
  };
};

/** Plays the steps over documents with these reminders of their own, and keeps account in days alone. */
const play = async (steps: readonly Step[], reminders: readonly number[]) => {
  const { plan, use } = changingPlan();
  const world = reminding(morningOf(firstDay), plan);
  const ids: string[] = [];
  for (let count = 0; count < documents; count++) {
    const { documentId } = await world.register({ reminders });
    await world.record(documentId, 'adopt');
    ids.push(documentId);
  }
  let today = firstDay;
  const subscribed = new Map<number, readonly number[]>();
  /** By document and kind: the day that it is of. */
  const ahead = new Map<string, string>();
  const repeals = new Map<string, string>();
  /** By subscriber, document, kind and day: the nearest that was to be told. */
  const nearest = new Map<string, number>();
  const expected = new Map<number, string[]>();

  const account = () => {
    for (const [number, asked] of subscribed) {
      for (const [about, day] of ahead) {
        const daysLeft = (Date.parse(day) - Date.parse(today)) / 86_400_000;
        const due = Math.min(...asked.filter((each) => each >= daysLeft));
        const key = `${number} ${about} ${day}`;
        if (daysLeft < 1 || due >= (nearest.get(key) ?? Number.POSITIVE_INFINITY)) continue;
        nearest.set(key, due);
        expected.set(number, [...(expected.get(number) ?? []), `${about} ${day} -${due}`]);
      }
    }
  };

  const take = async (step: Step) => {
    switch (step.what) {
      case 'review': {
        const documentId = ids[step.document] ?? '';
        const reviewBy = calendar.plusDays(today, step.inDays);
        ahead.set(`${documentId} review`, reviewBy);
        return void (await world.change(documentId, { reviewBy }));
      }
      case 'repeal': {
        const documentId = ids[step.document] ?? '';
        const about = `${documentId} change`;
        if ((ahead.get(about) ?? '9') <= today) return;
        const fromAndIncluding = calendar.plusDays(today, step.inDays);
        const before = repeals.get(about);
        if (before !== undefined) await world.record(documentId, 'annul', { annuls: before });
        const { decision } = await world.record(documentId, 'repeal', { fromAndIncluding });
        repeals.set(about, decision.decisionId);
        ahead.set(about, fromAndIncluding);
        return;
      }
      case 'subscribe': {
        const before = await world.subscriptions.get(subscription(step.number).subscriptionId);
        if (before === undefined) await world.subscribe(step.days, {}, step.number);
        else {
          const revision = before.revision + 1;
          await world.subscriptions.update({ ...before, reminders: step.days, revision });
        }
        return void subscribed.set(step.number, step.days);
      }
      case 'pass':
        today = calendar.plusDays(today, step.days);
        world.clock.set(morningOf(today));
        return void (await world.apply());
      case 'run': {
        account();
        const fault = faultPlan({ at: step.killedAt, when: step.when, kill: true });
        use(fault);
        await world.run().catch(() => undefined);
        use(faultPlan({ at: 0 }));
        // The next one goes on from where it died, the one after from the beginning.
        await world.run();
        await world.run();
      }
    }
  };
  for (const step of steps) await take(step);

  const told = async (number: number) =>
    (await world.deliveriesOf(number)).map(({ event }) => {
      const { documentId, reason, dueDate, daysBefore } = Object(event?.data);
      return `${documentId} ${reason} ${dueDate.date} -${daysBefore}`;
    });
  return { told, expected, world };
};

/** What the documents themselves have told. */
const ownReminders = (stream: Awaited<ReturnType<typeof play>>['world']['repository']['stream']) =>
  stream.flatMap(({ document: { documentId }, emitted }) =>
    emitted.flatMap((fact) =>
      fact.type === 'document.dueSoon'
        ? `${documentId} ${fact.to === undefined ? 'review' : 'change'} ${fact.dueOn} -${fact.daysBefore}`
        : [],
    ),
  );

describe('over any course of registrations, moves, subscriptions, missed and killed runs', () => {
  it('each subscription is told what it asks for, of each day once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 30, size: 'max' }), async (steps) => {
        const { told, expected } = await play(steps, []);
        for (let number = 1; number <= subscribers; number++) {
          expect((await told(number)).toSorted()).toEqual((expected.get(number) ?? []).toSorted());
        }
      }),
      { numRuns: 500 },
    );
  });

  it("and never what the documents' own reminders have told it", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyStep, { maxLength: 30, size: 'max' }),
        days,
        async (steps, reminders) => {
          const { told, world } = await play(steps, reminders);
          const own = ownReminders(world.repository.stream);
          for (let number = 1; number <= subscribers; number++) {
            const asked = await told(number);
            expect(new Set([...own, ...asked]).size).toBe(own.length + asked.length);
            const daysBefore = asked.map((one) => Number(one.slice(one.lastIndexOf('-') + 1)));
            expect(daysBefore.filter((each) => reminders.includes(each))).toEqual([]);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('two runs at the same time', () => {
  it('give each reminder once, in every interleaving', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const world = reminding();
        const registered: Document[] = [];
        for (const reviewBy of ['2026-06-20', '2026-06-21']) {
          registered.push(await world.register({ reviewBy }));
        }
        await world.subscribe([30], {}, 1);
        await world.subscribe([25, 5], {}, 2);
        const { repository, reminders } = world;
        const { documents: read } = repository;
        const [give, of] = [reminders.give, reminders.of];
        Object.assign(repository, { documents: scheduler.scheduleFunction(read) });
        Object.assign(reminders, {
          give: scheduler.scheduleFunction(give),
          of: scheduler.scheduleFunction(of),
        });
        const runs = await scheduler.waitFor(Promise.all([world.run(), world.run()]));
        expect(runs.flatMap(({ failed }) => failed)).toEqual([]);
        expect(runs.reduce((sum, { given }) => sum + given, 0)).toBe(4);
        for (const number of [1, 2]) {
          expect(await world.deliveriesOf(number)).toHaveLength(registered.length);
        }
      }),
    );
  });
});
