import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ApplyDueInput, applyDue } from '#shared/application/apply-due.ts';
import { type Repository, UnavailableError } from '#shared/application/ports.ts';
import { shift } from '#shared/domain/instant.ts';
import { dueAtMidnight, midnight } from '../../support/midnight.ts';

const deadline = '2027-01-01T00:00:00.000Z';

describe('a shard with more than a page', () => {
  it('is handed over ahead of the instant, and the others are written at it', async () => {
    const world = await dueAtMidnight({ 2: 100, 5: 101 });
    const result = await applyDue(world, { instant: midnight, deadline });
    expect(world.wakeUps.enqueued).toEqual([{ instant: midnight, shard: 5, delaySeconds: 0 }]);
    expect(result).toEqual({ applied: 100, checked: 0, failed: [], finished: false });
    expect(world.written(5)).toEqual([]);
  });

  it('is written at the instant by an invocation of its own, which leaves the others alone', async () => {
    const world = await dueAtMidnight({ 2: 1, 5: 1_250 });
    let asleepUntil = '';
    const { sleepUntil } = world.clock;
    const clock = {
      ...world.clock,
      sleepUntil: async (until: string) => {
        asleepUntil = until;
        expect(world.written(5)).toEqual([]);
        await sleepUntil(until);
      },
    };
    const input = { instant: midnight, shard: 5, deadline };
    expect(await applyDue({ ...world, clock }, input)).toMatchObject({
      applied: 1_250,
      finished: true,
    });
    expect(asleepUntil).toBe(midnight);
    expect(world.written(2)).toEqual([]);
    expect(world.wakeUps.enqueued).toEqual([]);
  });

  it('goes on after its first page in an invocation of its own, where nobody came ahead', async () => {
    const world = await dueAtMidnight({ 3: 250 }, { now: midnight });
    await applyDue(world, { instant: midnight, deadline });
    expect(world.written(3)).toHaveLength(100);
    expect(world.wakeUps.enqueued).toEqual([{ instant: midnight, shard: 3, delaySeconds: 0 }]);
  });

  it('stays where it is when the queue does not take it', async () => {
    const refusing = { enqueue: () => Promise.reject(new UnavailableError('no queue')) };
    for (const now of [shift(midnight, -90_000), midnight]) {
      const world = await dueAtMidnight({ 3: 250, 4: 3 }, { now });
      const result = await applyDue(
        { ...world, wakeUps: refusing },
        { instant: midnight, deadline },
      );
      expect(result).toMatchObject({ applied: 253, finished: true });
    }
  });

  it('has at most two pages loaded ahead', async () => {
    const world = await dueAtMidnight({ 5: 1_500 });
    let loaded = 0;
    const repository: Repository = {
      ...world.repository,
      documents: async (ids) => {
        if (world.clock.now() < midnight) loaded += ids.length;
        return world.repository.documents(ids);
      },
    };
    await applyDue({ ...world, repository }, { instant: midnight, shard: 5, deadline });
    expect(loaded).toBe(200);
    expect(world.timesWritten()).toEqual([1]);
  });
});

describe('a sweep beside a wake-up', () => {
  it('leaves a shard to whoever is ahead of it there', async () => {
    const world = await dueAtMidnight({ 5: 300 }, { now: midnight });
    // While the sweep has its page, another invocation writes all of it.
    let others: Promise<unknown> | undefined;
    const repository: Repository = {
      ...world.repository,
      documents: async (ids) => {
        const documents = await world.repository.documents(ids);
        others ??= applyDue(world, { instant: midnight, shard: 5, deadline });
        await others;
        return documents;
      },
    };
    expect(await applyDue({ ...world, repository }, { deadline })).toMatchObject({
      applied: 0,
      failed: [],
      finished: true,
    });
    expect(world.timesWritten()).toEqual([1]);
    expect(world.wakeUps.enqueued).toEqual([]);
  });

  it('hands over what it alone has found', async () => {
    const world = await dueAtMidnight({ 5: 300 }, { now: shift(midnight, 60_000) });
    expect(await applyDue(world, { deadline })).toMatchObject({ applied: 100, finished: false });
    const instant = world.clock.now();
    expect(world.wakeUps.enqueued).toEqual([{ instant, shard: 5, delaySeconds: 0 }]);
  });
});

describe('a shard that cannot be read', () => {
  it('is told, and the others are written at the instant', async () => {
    const world = await dueAtMidnight({ 2: 10, 5: 10 });
    const repository: Repository = {
      ...world.repository,
      due: (query) =>
        query.shard === 5 ? Promise.reject(new Error('denied')) : world.repository.due(query),
    };
    const result = await applyDue({ ...world, repository }, { instant: midnight, deadline });
    expect(result).toMatchObject({ applied: 10, failed: [{ shard: 5 }] });
  });
});

describe('work that is cut', () => {
  it('at any call, is done to the end by those who come after, each document once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 230 }), { minLength: 8, maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 6 }),
        async (counts, cuts) => {
          const world = await dueAtMidnight({ ...counts });
          const queue: Omit<ApplyDueInput, 'deadline'>[] = [{ instant: midnight }];
          for (let wake = queue.shift(); wake !== undefined; wake = queue.shift()) {
            const [cut] = cuts.splice(0, 1);
            const enqueued = world.wakeUps.enqueued.length;
            await applyDue(cutAfter(world, cut), { ...wake, deadline }).catch(() => undefined);
            queue.push(...world.wakeUps.enqueued.slice(enqueued));
            if (queue.length > 0) continue;
            // The sweep of the next minute looks for what nobody has been asked to do.
            world.clock.advance(60_000);
            const swept = await applyDue(world, { deadline });
            queue.push(...world.wakeUps.enqueued.slice(enqueued));
            expect(swept.failed).toEqual([]);
          }
          const expected = counts.some((count) => count > 0) ? [1] : [];
          expect(world.timesWritten()).toEqual(expected);
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});

/** As the process sees its ports that dies at its n-th call to the repository: nothing more takes effect. */
const cutAfter = (world: Awaited<ReturnType<typeof dueAtMidnight>>, calls = Number.MAX_VALUE) => {
  let left = calls;
  const alive = <Result>(work: () => Promise<Result>): Promise<Result> =>
    left-- > 0 ? work() : Promise.reject(new Error('killed'));
  const { repository, wakeUps } = world;
  return {
    ...world,
    repository: {
      ...repository,
      due: (query) => alive(() => repository.due(query)),
      documents: (ids) => alive(() => repository.documents(ids)),
      document: (id) => alive(() => repository.document(id)),
      commit: (write) => alive(() => repository.commit(write)),
    } satisfies Repository,
    wakeUps: {
      ...wakeUps,
      enqueue: (wakeUp: Parameters<typeof wakeUps.enqueue>[0]) =>
        alive(() => wakeUps.enqueue(wakeUp)),
    },
  };
};
