import type { CloudEvent } from '#shared/domain/events.ts';
import type { Instant } from '#shared/domain/instant.ts';

/** Points at an event that was put before the reference was. */
export interface Reference extends EventKey {
  readonly recordedtime: Instant;
}

export interface EventKey {
  readonly documentId: string;
  readonly sequence: number;
}

/** What one append added to one shard of the log. */
export interface Chunk {
  /** 1, 2, 3 … within the shard. */
  readonly position: number;
  readonly chunkId: string;
  /** The latest time of recording in the chunks before it; absent in the first. */
  readonly since?: Instant;
  /** At least one. */
  readonly references: readonly Reference[];
}

/** The few steps that the log is made of; each is atomic, and another writer may act between any two. */
export interface LogStore {
  readonly shards: number;
  shardOf(documentId: string): number;
  /** An event that is there already is left as it is. */
  putEvent(event: CloudEvent): Promise<void>;
  /** In the place of the one with its id, which has to be there. */
  replaceEvent(event: CloudEvent): Promise<void>;
  /** Puts the chunk unless one has its position; answers with the one that stands there. */
  claim(shard: number, chunk: Chunk): Promise<Chunk>;
  /** The chunks from a position on, in order; a position may be missing where one is being put. */
  chunks(query: {
    readonly shard: number;
    readonly from: number;
    readonly limit: number;
  }): Promise<readonly Chunk[]>;
  /** The chunks before a position, or all, the last one first. None is missing: each follows one that is there. */
  chunksBack(query: {
    readonly shard: number;
    readonly before?: number;
    readonly limit: number;
  }): Promise<readonly Chunk[]>;
  /** Those that are there, in any order. */
  events(keys: readonly EventKey[]): Promise<readonly CloudEvent[]>;
  /** The document's events after a sequence, in order; one may be missing where it is being put. */
  eventsOf(query: {
    readonly documentId: string;
    readonly after: number;
    readonly limit: number;
  }): Promise<readonly CloudEvent[]>;
}
