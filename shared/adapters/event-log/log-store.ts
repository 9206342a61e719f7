import type { CloudEvent } from '#shared/domain/events.ts';
import type { Instant } from '#shared/domain/instant.ts';

/** Points at an event that was put before the reference was. */
export interface Reference {
  readonly documentId: string;
  readonly sequence: number;
  readonly recordedtime: Instant;
}

/** What one append added to one shard of the log. */
export interface Chunk {
  /** 1, 2, 3 … within the shard. */
  readonly position: number;
  readonly chunkId: string;
  /** At least one. */
  readonly references: readonly Reference[];
}

/** The few steps that the log is made of; each is atomic, and another writer may act between any two. */
export interface LogStore {
  readonly shards: number;
  shardOf(documentId: string): number;
  /** An event that is there already is left as it is. */
  putEvent(event: CloudEvent): Promise<void>;
  /** 0 for an empty shard. */
  lastPosition(shard: number): Promise<number>;
  /** Puts the chunk unless one has its position; answers with the id of the one that stands there. */
  claim(shard: number, chunk: Chunk): Promise<string>;
  /** The chunks from a position on, in order; a position may be missing where one is being put. */
  chunks(query: {
    readonly shard: number;
    readonly from: number;
    readonly limit: number;
  }): Promise<readonly Chunk[]>;
  /** The events referred to, in any order. */
  events(references: readonly Reference[]): Promise<readonly CloudEvent[]>;
  /** The document's events after a sequence, in order; one may be missing where it is being put. */
  eventsOf(query: {
    readonly documentId: string;
    readonly after: number;
    readonly limit: number;
  }): Promise<readonly CloudEvent[]>;
}
