/** How often a lateness was seen, by the upper bound of its step in milliseconds. */
export type Histogram = Readonly<Record<string, number>>;

/** How punctual a month's transitions were: changes whose decision was recorded before they took effect. */
export interface MonthFigures {
  /** `2026-07`, by the local date of effect. */
  readonly month: string;
  /** Changes of status or version that were told. */
  readonly transitions: number;
  /** From the instant of effect to the writing of the event. */
  readonly lateness: Histogram;
  /** Milliseconds, exact. */
  readonly latest: number;
  /** Those told more than a minute late. */
  readonly missed: number;
}

/** What a reconciliation sets right. */
export const repairs = [
  /** A change that was due and that nothing had applied. */
  'applied',
  /** What is stored about a document's status or plan differed from what its decisions give. */
  'projection',
  /** An instant that new rules for the time zone have moved. */
  'moved',
  /** Events of the document's last write that had not reached the log. */
  'resent',
  /** A lost event, made again from the decisions. */
  'rebuilt',
  /** A change that had never been told. */
  'retold',
] as const;

export type Repair = (typeof repairs)[number];

/** One thing that was set right. */
export interface Repaired {
  readonly documentId: string;
  readonly repair: Repair;
  /** What differed, in a few words: ids, instants and statuses only. */
  readonly detail: string;
}
