import type { EventLog } from '#shared/application/ports.ts';
import {
  cursorOf,
  entriesOf,
  eventsOf,
  longestRead,
  merged,
  type Place,
  placesOf,
} from './entries.ts';
import type { Chunk, LogStore } from './log-store.ts';

/** Reads on from a cursor, the shards merged by time of recording; within a document order is kept. */
export const read = async (
  store: LogStore,
  query: Parameters<EventLog['read']>[0],
): ReturnType<EventLog['read']> => {
  const limit = Math.min(query.limit, longestRead);
  const places =
    query.after === undefined
      ? Array.from({ length: store.shards }, (): Place => [1, 0])
      : placesOf(store.shards, query.after);
  const ahead = await Promise.all(
    places.map(async ([from, index], shard) => {
      const chunks = await store.chunks({ shard, from, limit: limit + 1 });
      return entriesOf(shard, upToGap(chunks, from)).filter(
        ({ place }) => place[0] > from || place[1] >= index,
      );
    }),
  );
  const entries = merged(ahead);
  const taken = entries.slice(0, limit);
  return {
    events: await eventsOf(store, taken),
    cursor: cursorOf(
      places.map((place, shard) => taken.findLast((entry) => entry.shard === shard)?.next ?? place),
    ),
    more: entries.length > taken.length,
  };
};

// A position that is missing is being put right now; what stands after it is read once it is there.
const upToGap = (chunks: readonly Chunk[], from: number): readonly Chunk[] => {
  const gap = chunks.findIndex(({ position }, offset) => position !== from + offset);
  return gap === -1 ? chunks : chunks.slice(0, gap);
};
