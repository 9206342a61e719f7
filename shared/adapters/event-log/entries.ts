import * as z from 'zod';
import type { CloudEvent } from '#shared/domain/events.ts';
import { type Instant, laterOf } from '#shared/domain/instant.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Chunk, LogStore, Reference } from './log-store.ts';

/** Where a reader stands in a shard: before this reference of the chunk at this position. */
export type Place = readonly [position: number, index: number];

/** A reference in the one order that all readers see: by time, then by shard, then by place. */
export interface Entry {
  readonly shard: number;
  readonly reference: Reference;
  /** The latest time of recording in the shard so far: never runs backwards, unlike the clocks of writers. */
  readonly time: Instant;
  readonly place: Place;
  /** Where a reader stands that has read this one. */
  readonly next: Place;
}

/** Any store's page holds at least this many references of one shard. */
export const longestRead = 1_000;

/** The references of chunks of one shard, in order. */
export const entriesOf = (shard: number, chunks: readonly Chunk[]): Entry[] =>
  chunks.flatMap(({ position, since = '', references }) => {
    let time = since;
    return references.map((reference, index) => {
      time = laterOf(time, reference.recordedtime);
      const next: Place = index + 1 < references.length ? [position, index + 1] : [position + 1, 0];
      return { shard, reference, time, place: [position, index], next };
    });
  });

/** The latest time of recording in the shard up to and with this chunk. */
export const latestOf = ({ since = '', references }: Chunk): Instant =>
  references.map(({ recordedtime }) => recordedtime).reduce(laterOf, since);

/** The entries of every shard as one list; equal times keep the order of the shards. */
export const merged = (ofShards: readonly (readonly Entry[])[]): Entry[] =>
  ofShards.flat().toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));

/** The places that a cursor stands for, one a shard. */
export const placesOf = (shards: number, cursor: string): readonly Place[] =>
  decodeCursor(z.array(z.tuple([z.int().min(1), z.int().min(0)])).length(shards), cursor);

export const cursorOf = (places: readonly Place[]): string => encodeCursor(places);

/** The events that the entries refer to, in their order. */
export const eventsOf = async (
  store: LogStore,
  entries: readonly Entry[],
): Promise<CloudEvent[]> => {
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
