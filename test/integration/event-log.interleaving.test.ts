import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventLog } from '#shared/adapters/event-log/event-log.ts';
import type { Chunk, LogStore } from '#shared/adapters/event-log/log-store.ts';
import { memoryLogStore } from '#shared/adapters/memory/event-log.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { faultPlan, withFaults } from '../support/faults.ts';
import { readAllBack } from './event-log.reading.ts';
import { event, newId, now, plus } from './samples.ts';

const [first, second, elsewhere] = [newId(0), newId(0), newId(1)];

/**
 * The same store, each step taken when the scheduler says so: any step may come between any two. A
 * query sees one position after the other, as a real one does: it is no picture of one moment.
 */
const interleaved = (store: LogStore, scheduler: fc.Scheduler): LogStore => {
  /** `scheduleFunction` calls at once and holds the answer back: here the call itself waits for its turn. */
  const inTurn =
    <Given extends unknown[], Answer>(call: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer> => {
      await scheduler.schedule(Promise.resolve());
      return call(...given);
    };
  const chunkAt = inTurn(async (shard: number, position: number) => {
    const [chunk] = await store.chunks({ shard, from: position, limit: 1 });
    return chunk?.position === position ? [chunk] : [];
  });
  const lastChunk = inTurn(async (shard: number, before?: number) => [
    ...(await store.chunksBack({ shard, limit: 1, ...(before !== undefined && { before }) })),
  ]);
  return {
    ...store,
    putEvent: inTurn(store.putEvent),
    claim: inTurn(store.claim),
    events: inTurn(store.events),
    chunks: async ({ shard, from, limit }) => {
      const chunks: Chunk[] = [];
      for (let position = from; position < from + limit; position += 1) {
        chunks.push(...(await chunkAt(shard, position)));
      }
      return chunks;
    },
    chunksBack: async ({ shard, before, limit }) => {
      const chunks = await lastChunk(shard, before);
      while (chunks.length > 0 && chunks.length < limit) {
        const position = (chunks.at(-1)?.position ?? 0) - 1;
        if (position === 0) break;
        chunks.push(...(await chunkAt(shard, position)));
      }
      return chunks;
    },
  };
};

const sequencesOf = (documentId: string, events: readonly CloudEvent[]) =>
  events.flatMap(({ subject, sequence }) => (subject === documentId ? [Number(sequence)] : []));

describe('the log with its steps in any order', () => {
  it('shows a reader every event of two writers, in order, without a skip', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 3 }), async (scheduler, limit) => {
        const store = memoryLogStore();
        const log = eventLog(interleaved(store, scheduler));
        const seen: CloudEvent[] = [];
        let cursor: string | undefined;
        const read = async (from: ReturnType<typeof eventLog>) => {
          const page = await from.read({ limit, ...(cursor !== undefined && { after: cursor }) });
          seen.push(...page.events);
          ({ cursor } = page);
          return page.more;
        };
        const write = async (documentId: string, offset: number) => {
          await log.append([event(documentId, 1, plus(now, offset))]);
          await log.append([
            event(documentId, 2, plus(now, offset + 1)),
            event(elsewhere, offset + 1, plus(now, offset)),
            event(documentId, 3, plus(now, offset + 2)),
          ]);
        };
        const reader = async () => {
          for (let times = 0; times < 4; times += 1) await read(log);
        };
        await scheduler.waitFor(Promise.all([write(first, 5), write(second, 0), reader()]));

        const settled = eventLog(store);
        for (let more = true; more; ) more = await read(settled);
        expect(sequencesOf(first, seen)).toEqual([1, 2, 3]);
        expect(sequencesOf(second, seen)).toEqual([1, 2, 3]);
        expect(sequencesOf(elsewhere, seen).toSorted()).toEqual([1, 6]);
      }),
      { numRuns: 300 },
    );
  });

  it('reads back all that stood there before, newest first, while others write', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 3 }), async (scheduler, limit) => {
        const store = memoryLogStore();
        await eventLog(store).append([event(first, 1, plus(now, 4)), event(elsewhere, 1)]);
        await eventLog(store).append([event(first, 2), event(elsewhere, 2)]);
        const log = eventLog(interleaved(store, scheduler));
        const write = async () => {
          await log.append([event(first, 3, plus(now, 1)), event(first, 4)]);
          await log.append([event(elsewhere, 3), event(first, 5, plus(now, 6))]);
        };
        const [seen] = await scheduler.waitFor(Promise.all([readAllBack(log, limit), write()]));
        for (const documentId of [first, elsewhere]) {
          const sequences = sequencesOf(documentId, seen);
          expect(sequences).toEqual([5, 4, 3, 2, 1].slice(-sequences.length));
          expect(sequences.length).toBeGreaterThanOrEqual(2);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('finds a place before all that is recorded from an instant on, while others write', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.nat(6), { minLength: 5, maxLength: 5 }),
        fc.nat(7),
        async (scheduler, offsets, since) => {
          const store = memoryLogStore();
          const log = eventLog(interleaved(store, scheduler));
          const events = offsets.map((offset, index) => event(first, index + 1, plus(now, offset)));
          const write = async (from: number, to: number) => {
            for (const each of events.slice(from, to)) await log.append([each]);
          };
          await scheduler.waitFor(write(0, 2));
          const [cursor] = await scheduler.waitFor(
            Promise.all([log.cursorAt(plus(now, since)), write(2, 4), write(4, 5)]),
          );
          const read = await eventLog(store).read({ after: cursor, limit: 100 });
          const wanted = offsets.flatMap((offset, index) => (offset >= since ? [index + 1] : []));
          expect(sequencesOf(first, read.events)).toEqual(expect.arrayContaining(wanted));
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each(['before', 'after'] as const)(
    'keeps every event when an append dies %s any of its steps and is tried again',
    async (when) => {
      const events = [event(first, 1), event(elsewhere, 1), event(first, 2)];
      for (let at = 1, died = true; died; at += 1) {
        const store = memoryLogStore();
        const plan = faultPlan({ at, when, kill: true });
        const dying = { ...withFaults(store, plan), shardOf: store.shardOf };
        const append = eventLog(dying).append(events);
        died = await append.then(
          () => false,
          () => true,
        );
        expect(died).toBe(plan.struck);
        await eventLog(store).append(events);
        const read = (await eventLog(store).read({ limit: 100 })).events;
        expect(new Set(sequencesOf(first, read))).toEqual(new Set([1, 2]));
        expect(new Set(sequencesOf(elsewhere, read))).toEqual(new Set([1]));
      }
    },
  );
});
