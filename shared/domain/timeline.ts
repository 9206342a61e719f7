import type { Precision } from './effective-date.ts';
import type { Instant } from './instant.ts';

export const documentStatuses = [
  'draft',
  'proposed',
  'adopted',
  'inForce',
  'suspended',
  'repealed',
  'expired',
  'replaced',
] as const;

export type DocumentStatus = (typeof documentStatuses)[number];

/** A party's status is `notDecided` until its own adoption. */
export type PartyStatus = Exclude<DocumentStatus, 'draft' | 'proposed'> | 'notDecided';

export type Status = DocumentStatus | PartyStatus;

/** What holds over `[from, to)`; `null` is the beginning and the end of time. */
export interface Interval<S extends Status = Status> {
  readonly status: S;
  readonly from: Instant | null;
  readonly to: Instant | null;
  /** The document version that is valid. */
  readonly version?: number;
  /** The decision that made it so. */
  readonly decisionId?: string;
  /** How exact the source of `from` is. */
  readonly precision?: Precision;
}

export interface WithoutEffect {
  readonly reason: import('./refusal.ts').RefusalCode;
  /** The decision that stands in the way. */
  readonly because?: string;
}

/** All of legal time for one document: intervals without gap or overlap, first from `null`, last to `null`. */
export interface Timeline {
  readonly document: readonly Interval<DocumentStatus>[];
  /** One list per party for `perParty` documents, in the order of the list of parties; else empty. */
  readonly parties: ReadonlyMap<string, readonly Interval<PartyStatus>[]>;
  /** Recorded decisions that the timeline cannot take, by id. They count again if the cause goes. */
  readonly withoutEffect: ReadonlyMap<string, WithoutEffect>;
}
