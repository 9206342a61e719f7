import type { Precision } from './effective-date.ts';
import type { Instant } from './instant.ts';
import type { RefusalCode } from './refusal.ts';

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
  /** The decision whose effect it is, where taking another one back brought it about. */
  readonly basis?: string;
  /** How exact the source of `from` is. */
  readonly precision?: Precision;
}

/** Why a recorded decision changes nothing, and the decision that stands in the way. */
export interface WithoutEffect {
  readonly reason: RefusalCode;
  readonly because?: string;
}

/** What holds when, for a document and for each of its parties: intervals without gap or overlap, from null to null. */
export interface Lanes {
  readonly document: readonly Interval<DocumentStatus>[];
  /** One list per party for `perParty` documents, in the order of the list of parties; else empty. */
  readonly parties: ReadonlyMap<string, readonly Interval<PartyStatus>[]>;
}

/** The interval that holds at the instant: `[from, to)`, so a change counts from its first millisecond. */
export const intervalAt = <S extends Status>(
  intervals: readonly Interval<S>[],
  instant: Instant,
): Interval<S> => {
  const found = intervals.findLast(({ from }) => from === null || from <= instant);
  if (found === undefined) throw new RangeError('A timeline covers all time');
  return found;
};

/** What a list of intervals continues with from an instant on. */
export type Continuation<S extends Status> = Pick<
  Interval<S>,
  'status' | 'version' | 'decisionId' | 'basis' | 'precision'
>;

/** Adds what holds from `at` on; nothing where neither status nor version changes. */
export const continueWith = <S extends Status>(
  intervals: Interval<S>[],
  at: Instant,
  next: Continuation<S>,
): void => {
  const last = intervals.at(-1);
  if (last?.status === next.status && last.version === next.version) return;
  if (last !== undefined) intervals[intervals.length - 1] = { ...last, to: at };
  intervals.push({ ...next, from: last === undefined ? null : at, to: null });
};
