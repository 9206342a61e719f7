import type { Calendar } from './calendar.ts';
import type { Boundary, Validity } from './document.ts';
import type { Instant, TimeZone } from './instant.ts';
import { type Interval, intervalAt, type Lanes } from './interval.ts';
import { isEnded } from './lane.ts';

/** Every boundary of the timeline, in order; at one instant the parties' before the document's own. */
export const boundariesOf = (
  { document, parties }: Lanes,
  zone: TimeZone,
  calendar: Calendar,
): Boundary[] => {
  const own = between(document).map((boundary) => ({
    ...boundary,
    validity: validityAt(document, boundary.at, zone, calendar),
  }));
  const theirs = [...parties].flatMap(([party, intervals]) =>
    between(intervals).map((boundary) => ({ ...boundary, party })),
  );
  return [...theirs, ...own].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
};

/** The first boundary after the instant, of the document or of a party. */
export const nextChange = (
  timeline: Lanes,
  instant: Instant,
  zone: TimeZone,
  calendar: Calendar,
): Boundary | undefined => boundariesOf(timeline, zone, calendar).find(({ at }) => at > instant);

/**
 * The days in force that matter at the instant, of a document or of one party: the present period,
 * else the coming one where it is adopted, else the one that ended last.
 */
export const validityAt = (
  document: readonly Interval[],
  instant: Instant,
  zone: TimeZone,
  calendar: Calendar,
): Validity => {
  const { status } = intervalAt(document, instant);
  const periods = periodsInForce(document);
  const present = periods.find(
    ({ from, to }) => (from === null || from <= instant) && (to === null || instant < to),
  );
  const coming = () => periods.find(({ from }) => from !== null && from > instant);
  const over = () => periods.findLast(({ to }) => to !== null && to <= instant);
  const period =
    present ?? (status === 'adopted' ? coming() : isEnded(status) ? over() : undefined);
  if (period === undefined) return {};
  return {
    ...(period.from !== null && { fromAndIncluding: calendar.dateAt(period.from, zone) }),
    ...(period.to !== null && { throughAndIncluding: lastDayBefore(period.to, zone, calendar) }),
  };
};

const between = (intervals: readonly Interval[]): Boundary[] =>
  intervals.slice(1).flatMap((interval, index) => {
    const before = intervals[index];
    if (before === undefined || interval.from === null) return [];
    const { status, version, decisionId, precision } = interval;
    return {
      at: interval.from,
      from: before.status,
      to: status,
      ...(before.version !== undefined && { fromVersion: before.version }),
      ...(version !== undefined && { version }),
      ...(decisionId !== undefined && { decisionId }),
      ...(precision !== undefined && { precision }),
    };
  });

/** Periods in force, each over all the intervals of different versions that it consists of. */
const periodsInForce = (document: readonly Interval[]) => {
  const periods: { from: Instant | null; to: Instant | null }[] = [];
  for (const { status, from, to } of document) {
    if (status !== 'inForce' && status !== 'suspended') continue;
    const last = periods.at(-1);
    if (last && last.to === from) last.to = to;
    else periods.push({ from, to });
  }
  return periods;
};

const lastDayBefore = (end: Instant, zone: TimeZone, calendar: Calendar) => {
  const date = calendar.dateAt(end, zone);
  return calendar.startOfDay(date, zone) === end ? calendar.dayBefore(date) : date;
};
