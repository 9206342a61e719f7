import type { Awaiting } from './awaiting.ts';
import type { ActKind, DecidedBy } from './decision.ts';
import type { EffectiveDate, Precision } from './effective-date.ts';
import type { EventFact } from './events.ts';
import type { Instant, LocalDate, TimeZone } from './instant.ts';
import type { Milestone } from './milestone.ts';
import type { DocumentStatus, Status } from './timeline.ts';
import type { FileErasure } from './version.ts';

export const documentTypes = [
  'policy',
  'guideline',
  'agreement',
  'plan',
  'regulation',
  'other',
] as const;

export type DocumentType = (typeof documentTypes)[number];

/** `common`: one decision settles the status. `perParty`: each party decides for itself. */
export type Adoption = 'common' | 'perParty';

export interface Party {
  readonly id: string;
  readonly name: string;
  readonly recordedAt: Instant;
}

/** What a registrar states about a document. */
export interface DocumentFacts {
  readonly title: string;
  readonly type: DocumentType;
  /** BCP 47, `sv`. */
  readonly language: string;
  readonly issuer: { readonly organisation: string; readonly body?: string };
  readonly owner?: string;
  readonly registryNumber?: string;
  readonly adoption: Adoption;
  readonly parties: readonly Party[];
  readonly keywords: readonly string[];
  readonly timeZone: TimeZone;
  /** A reminder, never an expiry. */
  readonly reviewBy?: LocalDate;
  /** Days before a change, or before `reviewBy`, on which a reminder is due; without, `limits.reminders`. */
  readonly reminders?: readonly number[];
  /** Documents that this one supplements: a plain link. */
  readonly supplements?: readonly string[];
  /** Documents that this one implements: a plain link. */
  readonly implements?: readonly string[];
}

/** The days on which the document is in force, both included, in the document's zone. */
export interface Validity {
  readonly fromAndIncluding?: LocalDate;
  readonly throughAndIncluding?: LocalDate;
}

/** What an event says about the decision that caused it; bounded in size, unlike the decision. */
export interface DecisionSummary {
  readonly decisionId: string;
  readonly kind: ActKind;
  readonly decidedOn: LocalDate;
  readonly decidedBy: DecidedBy;
  readonly section?: string;
  readonly caseNumber?: string;
  readonly recordedAt: Instant;
  readonly fromAndIncluding?: EffectiveDate;
  /** The first day on which it is legally final, as far as is known. */
  readonly legallyFinalOn?: LocalDate;
}

/** An instant at which a status or the valid version changes, for the document or for one party. */
export interface Boundary {
  readonly at: Instant;
  readonly party?: string;
  readonly from: Status;
  readonly to: Status;
  readonly fromVersion?: number;
  readonly version?: number;
  readonly decisionId?: string;
  readonly precision?: Precision;
  /** The document's validity from here on; only on the document's own boundaries. */
  readonly validity?: Validity;
}

/**
 * What follows from the decisions, as far as it has been told: kept on the document so that reads,
 * lists and the change itself need no other item. Always derivable from the decisions.
 */
export interface Projection {
  /** Every boundary at or before this instant has been told in an event. */
  readonly toldThrough: Instant;
  readonly current: {
    readonly status: DocumentStatus;
    /** Null for a draft without decisions. */
    readonly since: Instant | null;
    readonly version?: number;
    readonly decisionId?: string;
    readonly validity: Validity;
  };
  /** The boundaries after `toldThrough`, in order: some 100, `plannedInFull` tells whether all. */
  readonly planned: readonly Boundary[];
  readonly plannedInFull: boolean;
  /** What is told at a coming moment without moving a status, in order. */
  readonly milestones: readonly Milestone[];
  /** Reminders that have been given of what is still to come, so that none is given twice. */
  readonly reminded: readonly string[];
  /** Decisions whose date of effect is not known yet. */
  readonly awaiting: readonly Awaiting[];
  /** The decisions named by `current` and `planned`, and by the events of the latest write. */
  readonly causes: Readonly<Record<string, DecisionSummary>>;
}

/** A document that another one takes over from, by a decision about the former. */
export interface Replaced {
  readonly documentId: string;
  readonly decisionId: string;
  /** When it takes over; absent while the date is awaited. */
  readonly from?: Instant;
  /** When that ends, because the decision was taken back. */
  readonly to?: Instant;
  /** It does not take over after all; kept for who asks what was known before. */
  readonly undone?: true;
}

/** A registered document with everything that is stored on its own item. */
export interface Document extends DocumentFacts, Projection {
  /** uuid v7 (RFC 9562). */
  readonly documentId: string;
  readonly registeredAt: Instant;
  readonly registeredBy: string;
  /** When this revision was written. */
  readonly changedAt: Instant;
  /** Counts writes, from 1. */
  readonly revision: number;
  /** Number of the latest event; each document's events are numbered without gaps, from 1. */
  readonly sequence: number;
  readonly versionCount: number;
  readonly decisionCount: number;
  /** Documents that this one has taken over from, by recorded decision. */
  readonly replaces: readonly Replaced[];
  /** A withdrawn draft stays as a marker; it is in no list. */
  readonly withdrawnAt?: Instant;
  /** Only of a draft that is withdrawn. */
  readonly erased?: DocumentErasure;
}

/** That a draft was erased: what it said is gone from the rest of the document. */
export interface DocumentErasure {
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
  /** SHA-256 of `erasedParts`, lower-case hex. */
  readonly digest: string;
  /** Of its files and of its events in the log. */
  readonly erasure: FileErasure;
}

/** A command's outcome: the next revision and the facts that its events will state, in order. */
export interface Change {
  readonly document: Document;
  readonly facts: readonly EventFact[];
}

/** A change that has been written, and what it was written for. */
export interface Outbox extends Change {
  /** Of the request, the message or the invocation that made it. */
  readonly correlationId?: string;
}
