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
import type { LogStore } from './log-store.ts';

/** Reads back from a cursor, or from the end: the order of `read`, reversed. */
export const readBack = async (
  store: LogStore,
  query: Parameters<EventLog['readBack']>[0],
): ReturnType<EventLog['readBack']> => {
  const limit = Math.min(query.limit, longestRead);
  const ends = query.before === undefined ? [] : placesOf(store.shards, query.before);
  const behind = await Promise.all(
    Array.from({ length: store.shards }, async (_, shard) => {
      // Without an end the reader stands after everything that there is.
      const [position, index] = ends[shard] ?? [Number.MAX_SAFE_INTEGER, 0];
      const before = index > 0 ? position + 1 : position;
      const chunks = await store.chunksBack({ shard, before, limit: limit + 1 });
      return entriesOf(shard, chunks.toReversed()).filter(
        ({ place }) => place[0] < position || place[1] < index,
      );
    }),
  );
  const entries = merged(behind).toReversed();
  const taken = entries.slice(0, limit);
  const places = behind.map(
    (entriesOfShard, shard): Place =>
      taken.findLast((entry) => entry.shard === shard)?.place ??
      ends[shard] ??
      entriesOfShard.at(-1)?.next ?? [1, 0],
  );
  return {
    events: await eventsOf(store, taken),
    ...(entries.length > taken.length && { next: cursorOf(places) }),
  };
};
