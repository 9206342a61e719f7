import type { LocalMonth } from './instant.ts';

/** How often a lateness was seen, by the upper bound of its step in milliseconds. */
export type Histogram = Readonly<Record<string, number>>;

/** How punctual a month's transitions were: changes whose decision was recorded before they took effect. */
export interface MonthFigures {
  /** `2026-07`, by the local date of effect. */
  readonly month: LocalMonth;
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

/** Upper bounds of the steps in each power of ten, so that a percentile is at most a third too high. */
const steps = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10] as const;

/** Told later than this after its instant, in milliseconds, a change counts as missed. */
export const missedAfter = 60_000;

/** What is faster than this is told to be so: no clock here is more exact. */
const shortestStep = 10;

/** A month in which nothing has been told yet. */
export const noFigures = (month: LocalMonth): MonthFigures => ({
  month,
  transitions: 0,
  lateness: {},
  latest: 0,
  missed: 0,
});

/** The upper bound of the step in which a lateness falls, in milliseconds. */
export const stepOf = (milliseconds: number): number => {
  if (milliseconds <= shortestStep) return shortestStep;
  const power = 10 ** Math.floor(Math.log10(milliseconds));
  return power * (steps.find((step) => milliseconds <= step * power) ?? 10);
};

/** The figures with one more transition. */
export const counted = (figures: MonthFigures, milliseconds: number): MonthFigures => ({
  ...figures,
  transitions: figures.transitions + 1,
  lateness: mergedHistograms(figures.lateness, { [stepOf(milliseconds)]: 1 }),
  latest: Math.max(figures.latest, milliseconds),
  missed: figures.missed + (milliseconds > missedAfter ? 1 : 0),
});

/** The figures of both, month by month, in order. */
export const merged = (
  some: readonly MonthFigures[],
  others: readonly MonthFigures[],
): MonthFigures[] =>
  [...Map.groupBy([...some, ...others], ({ month }) => month)]
    .map(([month, those]) => those.reduce(sum, noFigures(month)))
    .sort((a, b) => (a.month < b.month ? -1 : 1));

/** What so many of a hundred transitions stay within, in milliseconds: the bound of a step, or the latest. */
export const percentile = (
  { transitions, lateness, latest }: MonthFigures,
  percent: number,
): number | undefined => {
  const rank = Math.ceil((transitions * percent) / 100);
  let seen = 0;
  for (const [bound, count] of Object.entries(lateness).sort(([a], [b]) => Number(a) - Number(b))) {
    seen += count;
    if (seen >= rank) return Math.min(Number(bound), latest);
  }
  return undefined;
};

const sum = (a: MonthFigures, b: MonthFigures): MonthFigures => ({
  month: a.month,
  transitions: a.transitions + b.transitions,
  lateness: mergedHistograms(a.lateness, b.lateness),
  latest: Math.max(a.latest, b.latest),
  missed: a.missed + b.missed,
});

const mergedHistograms = (a: Histogram, b: Histogram): Histogram => {
  const whole: Record<string, number> = { ...a };
  for (const [bound, count] of Object.entries(b)) whole[bound] = (whole[bound] ?? 0) + count;
  return whole;
};
