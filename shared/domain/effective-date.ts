import type { Calendar } from './calendar.ts';
import type { Instant, LocalDate, TimeZone } from './instant.ts';
import { Refusal } from './refusal.ts';

/** `2026-07-01`, `2026-07`, or for a *from* date `2026-07-01T08:00:00+02:00[Europe/Stockholm]`. */
export type EffectiveDate = string;

/** How exact the source is: a month is a date with less precision, not a mistake. */
export type Precision = 'month' | 'day' | 'time';

/** An effective date with its derived instant; the local date and the zone are the truth. */
export interface Resolved {
  readonly at: Instant;
  readonly precision: Precision;
}

const day = /^\d{4}-\d{2}-\d{2}$/;
const month = /^\d{4}-\d{2}$/;
const zoned =
  /^(?<local>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(?<offset>[+-]\d{2}:\d{2})?\[(?<zone>[^\]]+)\]$/;

/** The first instant at which the decision has effect: a month starts on its 1st. */
export const resolveFrom = (date: EffectiveDate, zone: TimeZone, calendar: Calendar): Resolved => {
  if (day.test(date)) return { at: calendar.startOfDay(date, zone), precision: 'day' };
  if (month.test(date)) return { at: calendar.startOfDay(`${date}-01`, zone), precision: 'month' };
  return { at: resolveZoned(date, calendar), precision: 'time' };
};

/** The first instant *after* the period: the local start of the day after its last day. */
export const resolveThrough = (
  date: EffectiveDate,
  zone: TimeZone,
  calendar: Calendar,
): Resolved => {
  if (month.test(date)) return endOf(calendar.lastDayOf(date), 'month', zone, calendar);
  if (day.test(date)) return endOf(date, 'day', zone, calendar);
  throw new Refusal('invalid_date', `Write a last day as 2026-07-01 or 2026-07, not "${date}".`);
};

const endOf = (
  lastDay: LocalDate,
  precision: Precision,
  zone: TimeZone,
  calendar: Calendar,
): Resolved => ({ at: calendar.startOfDay(calendar.dayAfter(lastDay), zone), precision });

const resolveZoned = (text: string, calendar: Calendar): Instant => {
  const { local, offset, zone } = zoned.exec(text)?.groups ?? {};
  if (local === undefined || zone === undefined) {
    throw new Refusal(
      'invalid_date',
      `Write an effective date as 2026-07-01, 2026-07 or 2026-07-01T08:00:00[Europe/Stockholm], not "${text}".`,
    );
  }
  if (!calendar.isTimeZone(zone)) {
    throw new Refusal('unknown_time_zone', `"${zone}" is not an IANA time zone.`);
  }
  const instants = calendar.instantsAt(local, zone);
  if (instants.length === 0) {
    throw new Refusal(
      'nonexistent_local_time',
      `${local} does not exist in ${zone}: the clock is put forward over it.`,
    );
  }
  const offsets = instants.map((candidate) => candidate.offset);
  if (offset === undefined) {
    const [only, other] = instants;
    if (only !== undefined && other === undefined) return only.instant;
    throw new Refusal(
      'ambiguous_local_time',
      `${local} happens twice in ${zone}: add the offset, ${offsets.join(' or ')}.`,
    );
  }
  const chosen = instants.find((candidate) => candidate.offset === offset);
  if (chosen === undefined) {
    throw new Refusal(
      'offset_disagrees',
      `${local} in ${zone} has the offset ${offsets.join(' or ')}, not ${offset}.`,
    );
  }
  return chosen.instant;
};
