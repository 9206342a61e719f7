import type { Decision } from '../domain/decision.ts';
import type { Document, Outbox } from '../domain/document.ts';
import type { CloudEvent, EventFact } from '../domain/events.ts';
import type { Instant } from '../domain/instant.ts';
import type { Scan } from '../domain/scan.ts';
import type { DocumentStatus } from '../domain/timeline.ts';
import type { Version, VersionState } from '../domain/version.ts';

export type * from './delivery-ports.ts';
export type * from './file-ports.ts';
export type * from './reconcile-ports.ts';

export interface Clock {
  now(): Instant;
  /** Resolves at or just after the instant; at once if it has passed. */
  sleepUntil(instant: Instant): Promise<void>;
}

export interface Ids {
  /** A uuid v7 (RFC 9562): later ids sort after earlier ones. */
  next(): string;
}

/** One document's part of a write; `expectedRevision` 0 creates it. */
export interface DocumentWrite {
  readonly document: Document;
  readonly expectedRevision: number;
  readonly facts: readonly EventFact[];
  /** The next boundary, where this write moved it: the instant that needs a wake-up. */
  readonly wakeAt?: Instant;
}

/** Everything one command writes: all of it or nothing. */
export interface Write {
  readonly documents: readonly DocumentWrite[];
  readonly decisions?: readonly { readonly documentId: string; readonly decision: Decision }[];
  /** `expectedState` undefined creates the version. */
  readonly version?: {
    readonly version: Version;
    readonly expectedState?: VersionState;
    /** What was known of its scan; undefined asks nothing of it. */
    readonly expectedScan?: Scan | 'none';
  };
  readonly receipt?: Receipt;
  /** Of the request, message or invocation that it is made for: `correlated`. */
  readonly correlationId?: string;
}

/** Remembers what an idempotent request created (Idempotency-Key). */
export interface Receipt {
  /** Caller, route and key. */
  readonly receiptId: string;
  /** SHA-256 of the request body, hex. */
  readonly bodyHash: string;
  /** What was created, enough to rebuild the answer: `{documentId}`, `{documentId, version}` … */
  readonly created: Readonly<Record<string, string | number>>;
  /** Forgotten after this instant. */
  readonly expiresAt: Instant;
}

/** Someone else wrote first: read again and decide again. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** The same Idempotency-Key was used a moment ago; nothing was written. */
export class ReceiptExistsError extends Error {
  override readonly name = 'ReceiptExistsError';
}

/** The store, the bus or a queue is out of reach or throttles; the caller may try again later. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
}

/** The cursor was not given out by this list. */
export class MalformedCursorError extends Error {
  override readonly name = 'MalformedCursorError';
}

/** A row of the due index. Keys only: the document is read again before anything is done. */
export type DueItem = { readonly documentId: string; readonly dueAt: Instant } & (
  | { readonly item: 'document' }
  | { readonly item: 'version'; readonly version: number }
);

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Opaque to everyone but the adapter; undefined on the last page. */
  readonly next?: string;
}

/** Documents, their versions and decisions. Reads by id are strongly consistent; indexes lag a little. */
export interface Repository {
  document(documentId: string): Promise<Document | undefined>;
  /** The document with what its latest write has to tell. */
  outbox(documentId: string): Promise<Outbox | undefined>;
  /** Those that exist, in the order of the ids. */
  documents(documentIds: readonly string[]): Promise<Document[]>;
  /** Ids of documents with the stored status, or of all, newest first, those before `before` only. */
  documentIds(query: {
    readonly status?: DocumentStatus;
    readonly before?: string;
    readonly limit: number;
  }): Promise<string[]>;

  /**
   * What is due at or before `until` (and not before `from`) in one shard, in order of `dueAt`; with `changes`
   * only documents, by their next change of status or version, whatever else is due of them before.
   */
  due(query: {
    readonly changes?: true;
    readonly shard: number;
    readonly from?: Instant;
    readonly until: Instant;
    readonly limit: number;
    readonly next?: string;
  }): Promise<Page<DueItem>>;
  readonly dueShards: number;

  version(documentId: string, version: number): Promise<Version | undefined>;
  /** In order of number. */
  versions(documentId: string): Promise<Version[]>;

  decision(documentId: string, decisionId: string): Promise<Decision | undefined>;
  /** All of them, in order of recording. */
  decisions(documentId: string): Promise<Decision[]>;
  /** By normalised registry number, across documents. */
  decisionsByCaseNumber(query: {
    readonly caseNumber: string;
    readonly limit: number;
    readonly next?: string;
  }): Promise<Page<{ readonly documentId: string; readonly decision: Decision }>>;

  receipt(receiptId: string): Promise<Receipt | undefined>;
  /** All or nothing. @throws ConflictError, ReceiptExistsError, UnavailableError */
  commit(write: Write): Promise<void>;
}

/**
 * The log of all events. Positions are appended only after the one before is there, so a reader with
 * a cursor never skips an event. An event may stand in it twice, with the same id.
 */
export interface EventLog {
  append(events: readonly CloudEvent[]): Promise<void>;
  /** Puts others in the place of events that are there, under the same ids: only to erase what they said. */
  overwrite(events: readonly CloudEvent[]): Promise<void>;
  read(query: { readonly after?: string; readonly limit: number }): Promise<{
    readonly events: readonly CloudEvent[];
    /** Continue here; stays valid at the end of the log. */
    readonly cursor: string;
    /** False when the log was read to its end. */
    readonly more: boolean;
  }>;
  /** Newest first, back from a cursor of this method; an event that is being placed may come later. */
  readBack(query: { readonly before?: string; readonly limit: number }): Promise<{
    readonly events: readonly CloudEvent[];
    /** Undefined at the beginning of the log. */
    readonly next?: string;
  }>;
  /** A cursor for `read` that comes before everything recorded at or after the instant, and not by much. */
  cursorAt(instant: Instant): Promise<string>;
  /** Events by their ids, in that order; those that are not there are left out. */
  events(eventIds: readonly string[]): Promise<CloudEvent[]>;
  /** One document's events with a sequence above `after`, without gaps. */
  ofDocument(query: {
    readonly documentId: string;
    readonly after: number;
    readonly limit: number;
  }): Promise<CloudEvent[]>;
  /** Every event of one document that is there, in order: what is lost leaves a gap. */
  placed(documentId: string): Promise<CloudEvent[]>;
}

export interface EventBus {
  /** Resolves when every event is on the bus. @throws UnavailableError naming those that are not */
  publish(events: readonly CloudEvent[]): Promise<void>;
}

/** Keeps what can never be handled, with the reason, where an operator finds it and can send it in again. */
export interface DeadLetters {
  keep(letter: {
    readonly id: string;
    readonly body: string;
    readonly reason: string;
  }): Promise<void>;
}

/** Asks for a wake-up of apply-due; more than one for an instant is harmless. */
export interface WakeUps {
  /** By EventBridge Scheduler, to the minute; a wake-up that is planned already is left as it is. */
  schedule(wakeUp: { readonly instant: Instant; readonly fireAt: Instant }): Promise<void>;
  /** By a queue with delay, 0 to 900 seconds; with a shard for that part of the due index alone. */
  enqueue(wakeUp: {
    readonly instant: Instant;
    readonly shard?: number;
    readonly delaySeconds: number;
  }): Promise<void>;
}
