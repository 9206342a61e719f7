import type { EventLog } from '#shared/application/ports.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { eventLog } from '../event-log/event-log.ts';
import type { Chunk, LogStore } from '../event-log/log-store.ts';
import { shardOf } from '../indexes.ts';

const shards = 4;

/** The steps of the log over maps, each atomic: what stands between them can be tested. */
export const memoryLogStore = (): LogStore => {
  const events = new Map<string, ReadonlyMap<number, CloudEvent>>();
  const log = Array.from({ length: shards }, (): Chunk[] => []);

  return {
    shards,
    shardOf: (documentId) => shardOf(documentId) % shards,
    putEvent: async (event) => {
      const known = events.get(event.subject) ?? new Map();
      events.set(event.subject, new Map([[Number(event.sequence), event], ...known]));
    },
    replaceEvent: async (event) => {
      const known = new Map(events.get(event.subject));
      const sequence = Number(event.sequence);
      if (!known.has(sequence)) throw new Error(`Event ${event.id} is not stored`);
      events.set(event.subject, known.set(sequence, event));
    },
    claim: async (shard, chunk) => {
      const standing = log[shard]?.find(({ position }) => position === chunk.position);
      if (standing === undefined) log[shard]?.push(chunk);
      return standing ?? chunk;
    },
    chunks: async ({ shard, from, limit }) =>
      log[shard]?.filter(({ position }) => position >= from).slice(0, limit) ?? [],
    chunksBack: async ({ shard, before = Number.MAX_SAFE_INTEGER, limit }) =>
      log[shard]
        ?.toReversed()
        .filter(({ position }) => position < before)
        .slice(0, limit) ?? [],
    events: async (keys) =>
      keys.flatMap(({ documentId, sequence }) => events.get(documentId)?.get(sequence) ?? []),
    eventsOf: async ({ documentId, after, limit }) =>
      [...(events.get(documentId) ?? [])]
        .toSorted(([a], [b]) => a - b)
        .filter(([sequence]) => sequence > after)
        .map(([, event]) => event)
        .slice(0, limit),
  };
};

export const memoryEventLog = (): EventLog => eventLog(memoryLogStore());
