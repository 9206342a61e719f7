import { Temporal } from 'temporal-polyfill';
import type { Calendar } from '#shared/domain/calendar.ts';
import type { Instant, LocalDate, TimeZone } from '#shared/domain/instant.ts';
import { Refusal } from '#shared/domain/refusal.ts';
import { memoise } from './memoise.ts';

const instantOf = (zoned: Temporal.ZonedDateTime): Instant =>
  zoned.toInstant().toString({ fractionalSecondDigits: 3 });

const parseDate = (date: LocalDate): Temporal.PlainDate =>
  parsed(date, () => Temporal.PlainDate.from(date));

const parsed = <T>(text: string, parse: () => T): T => {
  try {
    return parse();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new Refusal('invalid_date', `"${text}" is not in the calendar.`);
  }
};

/** Offsets are time zones to Temporal; to us only names are, since only names know of summer time. */
const isTimeZone = (name: string): boolean => {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId === name;
  } catch {
    return false;
  }
};

// Histories of a thousand decisions ask for the same few midnights and days over and over.
const startOfDay = memoise((date: LocalDate, zone: TimeZone) =>
  instantOf(parseDate(date).toZonedDateTime(zone)),
);

const dateAt = memoise((instant: Instant, zone: TimeZone) =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString(),
);

const plusDays = memoise((date: LocalDate, days: string) =>
  parseDate(date)
    .add({ days: Number(days) })
    .toString(),
);

const instantsAt = (localTime: string, zone: TimeZone) => {
  const local = parsed(localTime, () => Temporal.PlainDateTime.from(localTime));
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = local.toZonedDateTime(zone, { disambiguation: 'later' });
  return (earlier.equals(later) ? [earlier] : [earlier, later])
    .filter((zoned) => zoned.toPlainDateTime().equals(local))
    .map((zoned) => ({ instant: instantOf(zoned), offset: zoned.offset }));
};

/** The `Calendar` of Temporal: the zone rules are those that the runtime carries. */
export const temporalCalendar: Calendar = {
  isTimeZone,
  startOfDay,
  dateAt,
  localTimeAt: (instant, zone) =>
    Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toString(),
  dayAfter: (date) => parseDate(date).add({ days: 1 }).toString(),
  dayBefore: (date) => parseDate(date).subtract({ days: 1 }).toString(),
  plusDays: (date, days) => plusDays(date, String(days)),
  weekday: (date) => parseDate(date).dayOfWeek,
  lastDayOf: (month) => {
    const { daysInMonth } = parsed(month, () => Temporal.PlainYearMonth.from(month));
    return `${month}-${daysInMonth}`;
  },
  instantsAt,
  millisecondsBetween: (from, to) => Date.parse(to) - Date.parse(from),
};
