import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shardOf } from '#shared/adapters/indexes.ts';
import { applyDue } from '#shared/application/apply-due.ts';
import { type Clock, type Repository, UnavailableError } from '#shared/application/ports.ts';
import { between, type Instant, shift } from '#shared/domain/instant.ts';
import { dueAtMidnight, midnight } from '../support/midnight.ts';
import { passUntil } from './virtual-time.ts';

const shards = [0, 1, 2, 3, 4, 5, 6, 7];
const perShard = 90;
const requestMilliseconds = 5;

/** A partition that takes so many requests a second, and refuses what comes beyond. */
interface Limit {
  readonly shard: number;
  readonly perSecond: number;
  readonly of: 'writes' | 'everything';
  readonly until?: Instant;
}

/** Requests take five milliseconds; those to the limited shard may be refused. */
const overWire = (repository: Repository, clock: Clock, limit: Limit | undefined): Repository => {
  let [tokens, since] = [limit?.perSecond ?? 0, clock.now()];
  const send = async <Result>(
    shard: number,
    kind: 'read' | 'write',
    work: () => Promise<Result>,
  ): Promise<Result> => {
    await clock.sleepUntil(shift(clock.now(), requestMilliseconds));
    if (limit?.shard !== shard || (limit?.of === 'writes' && kind === 'read')) return work();
    const now = clock.now();
    const { perSecond = 0, until = now } = limit ?? {};
    if (now > until) return work();
    tokens = Math.min(perSecond, tokens + (perSecond * between(since, now)) / 1000);
    since = now;
    if (tokens < 1) throw new UnavailableError('throttled');
    tokens -= 1;
    return work();
  };
  return {
    ...repository,
    due: (query) => send(query.shard, 'read', () => repository.due(query)),
    documents: (ids) => send(shardOf(ids[0] ?? ''), 'read', () => repository.documents(ids)),
    document: (id) => send(shardOf(id), 'read', () => repository.document(id)),
    commit: (write) => {
      const id = write.documents[0]?.document.documentId ?? '';
      return send(shardOf(id), 'write', () => repository.commit(write));
    },
  };
};

/** All shards at midnight, and when the last document of each was written. */
const night = async (limit: Limit | undefined, minutes = 1) => {
  const world = await dueAtMidnight(Object.fromEntries(shards.map((shard) => [shard, perShard])), {
    jumps: false,
  });
  const { clock } = world;
  const finished = new Map<number, Instant>();
  const wire = overWire(world.repository, clock, limit);
  const repository: Repository = {
    ...wire,
    commit: async (write) => {
      await wire.commit(write);
      const id = write.documents[0]?.document.documentId ?? '';
      finished.set(shardOf(id), clock.now());
    },
  };
  // Loading takes part of the 90 seconds, and the sweeps come half a minute after the instant.
  const woken = (instant: { readonly instant?: Instant }) =>
    applyDue({ ...world, repository }, { ...instant, deadline: shift(clock.now(), 290_000) });
  let endedAt = '';
  const wakeUp = woken({ instant: midnight }).finally(() => {
    endedAt = clock.now();
  });
  await passUntil(clock, shift(midnight, 30_000));
  for (let minute = 1; minute <= minutes; minute++) {
    const sweep = woken({});
    await passUntil(clock, shift(midnight, 30_000 + minute * 60_000));
    await sweep;
  }
  const { failed } = await wakeUp;
  return { ...world, failed, finished, endedAt };
};

const lateness = (finished: ReadonlyMap<number, Instant>, shard: number): number =>
  between(midnight, finished.get(shard) ?? '');

const undisturbed = await night(undefined);

describe('a midnight without a throttle', () => {
  it('writes a shard of ninety documents in a twelfth of ninety requests', () => {
    for (const shard of shards) expect(lateness(undisturbed.finished, shard)).toBe(60);
  });
});

describe('a shard whose partition throttles', () => {
  it('slows itself alone, and is written as fast as it takes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          shard: fc.constantFrom(...shards),
          perSecond: fc.integer({ min: 10, max: 300 }),
          of: fc.constantFrom('writes' as const, 'everything' as const),
        }),
        async (limit) => {
          const { finished, failed, timesWritten } = await night(limit);
          for (const shard of shards.filter((each) => each !== limit.shard)) {
            expect(lateness(finished, shard)).toBe(lateness(undisturbed.finished, shard));
          }
          expect(failed).toEqual([]);
          expect(timesWritten()).toEqual([1]);
          // What it takes in a second it has in store, as DynamoDB has; two rests come on top at most.
          const needed = Math.max(0, perShard / limit.perSecond - 1) * 1_000;
          expect(lateness(finished, limit.shard)).toBeLessThan(1.5 * needed + 4_000);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('that takes nothing for a minute is left to the sweeps, which write all of it', async () => {
    const until = shift(midnight, 60_000);
    const none = { shard: 3, perSecond: 0, of: 'writes', until } as const;
    const { finished, failed, endedAt, timesWritten } = await night(none, 2);
    for (const shard of shards.filter((each) => each !== 3)) {
      expect(lateness(finished, shard)).toBe(lateness(undisturbed.finished, shard));
    }
    const shardsOf = failed.map((one) => ('shard' in one ? one.shard : shardOf(one.documentId)));
    expect(new Set(shardsOf)).toEqual(new Set([3]));
    // Given up after a quarter of a minute, however many documents it has.
    expect(between(midnight, endedAt)).toBeLessThan(16_000);
    expect(timesWritten()).toEqual([1]);
    expect(lateness(finished, 3)).toBeLessThan(92_000);
  });
});
