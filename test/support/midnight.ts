import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryRepository } from '#shared/adapters/memory/repository.ts';
import { memoryUploadChecks } from '#shared/adapters/memory/upload-checks.ts';
import { memoryWakeUps } from '#shared/adapters/memory/wake-ups.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import type { Document } from '#shared/domain/document.ts';
import { calendar } from './histories.ts';
import { stated, useCases } from './use-cases.ts';

/** Local midnight of 1 July 2026 in Sweden, when everything here is repealed. */
export const midnight = '2026-06-30T22:00:00.000Z';

/** A document in force that is repealed at midnight. */
export const repealedAtMidnight = async (facts: Partial<Document> = {}): Promise<Document> => {
  const world = useCases();
  const { documentId } = await world.register({ reminders: [], ...facts });
  const record = (kind: 'adopt' | 'repeal', given = {}) =>
    recordDecision(world, { documentId, by: 'registrar', facts: stated(kind, given) });
  await record('adopt');
  const { document } = await record('repeal', { fromAndIncluding: '2026-07-01' });
  return document;
};

/** The id of a document of that shard of eight: the 1st, 2nd … of it. */
export const idInShard = (shard: number, number: number): string => {
  const hex = (number * 8 + shard).toString(16).padStart(12, '0');
  return `01890000-0000-7000-8000-${hex}`;
};

/**
 * Documents over memory that are repealed at midnight, so many in each shard of the due index, and what
 * apply-due needs. With `jumps`, time passes because someone waits for it.
 */
export const dueAtMidnight = async (
  counts: Readonly<Record<number, number>>,
  { now = '2026-06-30T21:58:30.000Z', jumps = true } = {},
) => {
  const clock = virtualClock(now, { jumps });
  const repository = memoryRepository({ clock });
  const document = await repealedAtMidnight();
  const idsOf = (shard: number) =>
    Array.from({ length: counts[shard] ?? 0 }, (_, number) => idInShard(shard, number + 1));
  const shards = Object.keys(counts).map(Number);
  for (const documentId of shards.flatMap(idsOf)) {
    const copy = { ...document, documentId };
    await repository.commit({ documents: [{ document: copy, expectedRevision: 0, facts: [] }] });
  }
  const seeded = repository.stream.length;
  return {
    clock,
    repository,
    calendar,
    wakeUps: memoryWakeUps(),
    uploadChecks: memoryUploadChecks(),
    /** Ids of the shard's documents that have been written, once for each time. */
    written: (shard: number) =>
      repository.stream
        .slice(seeded)
        .map(({ document: { documentId } }) => documentId)
        .filter((documentId) => new Set(idsOf(shard)).has(documentId)),
    /** How often each of all documents has been written: 1 and nothing else, when all is done. */
    timesWritten: () => {
      const times = new Map(shards.flatMap(idsOf).map((documentId) => [documentId, 0]));
      for (const { document } of repository.stream.slice(seeded)) {
        times.set(document.documentId, (times.get(document.documentId) ?? 0) + 1);
      }
      return [...new Set(times.values())];
    },
  };
};
