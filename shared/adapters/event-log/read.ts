import * as z from 'zod';
import type { EventLog } from '#shared/application/ports.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { type Instant, laterOf } from '#shared/domain/instant.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Chunk, LogStore, Reference } from './log-store.ts';

/** Where a reader stands in a shard: the chunk to read next, and how many of its references are read. */
type Place = readonly [position: number, index: number];

interface Entry {
  readonly shard: number;
  readonly reference: Reference;
  /** The latest time of recording in the shard so far: never runs backwards, unlike the clocks of writers. */
  readonly time: Instant;
  /** Where a reader stands that has read this one. */
  readonly next: Place;
}

// Any store's page holds at least this many references of one shard.
const longestRead = 1_000;

/** Reads on from a cursor, the shards merged by time of recording; within a document order is kept. */
export const read = async (
  store: LogStore,
  query: Parameters<EventLog['read']>[0],
): ReturnType<EventLog['read']> => {
  const limit = Math.min(query.limit, longestRead);
  const places = placesOf(store.shards, query.after);
  const ahead = await Promise.all(
    places.map(async ([from, index], shard) => {
      const chunks = await store.chunks({ shard, from, limit: limit + 1 });
      return entriesOf(shard, upToGap(chunks, from), index);
    }),
  );
  const entries = ahead.flat().toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  const taken = entries.slice(0, limit);
  return {
    events: await eventsOf(store, taken),
    cursor: encodeCursor(
      places.map((place, shard) => taken.findLast((entry) => entry.shard === shard)?.next ?? place),
    ),
    more: entries.length > taken.length,
  };
};

const placesOf = (shards: number, cursor: string | undefined): readonly Place[] => {
  if (cursor === undefined) return Array.from({ length: shards }, () => [1, 0] as const);
  return decodeCursor(z.array(z.tuple([z.int().min(1), z.int().min(0)])).length(shards), cursor);
};

// A position that is missing is being put right now; what stands after it is read once it is there.
const upToGap = (chunks: readonly Chunk[], from: number): readonly Chunk[] => {
  const gap = chunks.findIndex(({ position }, offset) => position !== from + offset);
  return gap === -1 ? chunks : chunks.slice(0, gap);
};

const entriesOf = (shard: number, chunks: readonly Chunk[], read: number): readonly Entry[] => {
  let time = '';
  return chunks.flatMap(({ position, references }, offset) =>
    references.flatMap((reference, index) => {
      time = laterOf(time, reference.recordedtime);
      if (offset === 0 && index < read) return [];
      const next: Place = index + 1 < references.length ? [position, index + 1] : [position + 1, 0];
      return { shard, reference, time, next };
    }),
  );
};

const eventsOf = async (store: LogStore, entries: readonly Entry[]): Promise<CloudEvent[]> => {
  const references = entries.map(({ reference }) => reference);
  const events = await store.events(references);
  const byKey = new Map(
    events.map((event) => [`${event.subject}#${Number(event.sequence)}`, event]),
  );
  return references.map(({ documentId, sequence }) => {
    const event = byKey.get(`${documentId}#${sequence}`);
    if (event === undefined) throw new Error(`Event ${sequence} of ${documentId} is not stored`);
    return event;
  });
};
