import { day, type Instant, type LocalDate, type LocalMonth, type TimeZone } from './instant.ts';

/** Civil days from one date to another. */
export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  (Date.parse(to) - Date.parse(from)) / day;

/**
 * Calendar arithmetic and time zone rules, handed to the domain as data: the core itself knows no
 * clock and no zone database, and a new edition of the zone data is another `Calendar`.
 */
export interface Calendar {
  /** True for a name in the IANA time zone database; offsets such as `+02:00` are not names. */
  isTimeZone(name: string): boolean;
  /** The first instant of the local day, also where the zone skips midnight. */
  startOfDay(date: LocalDate, zone: TimeZone): Instant;
  /** The local date in the zone at the instant. */
  dateAt(instant: Instant, zone: TimeZone): LocalDate;
  /** The instant as local time with offset and zone, `2026-07-01T00:00:00+02:00[Europe/Stockholm]` (RFC 9557). */
  localTimeAt(instant: Instant, zone: TimeZone): string;
  dayAfter(date: LocalDate): LocalDate;
  dayBefore(date: LocalDate): LocalDate;
  /** The date so many days later, or earlier where negative. */
  plusDays(date: LocalDate, days: number): LocalDate;
  /** 1 for Monday to 7 for Sunday (ISO 8601). */
  weekday(date: LocalDate): number;
  lastDayOf(month: LocalMonth): LocalDate;
  /**
   * Every instant at which clocks in the zone show this local time (`2026-07-01T08:00:00`), each with
   * its offset (`+02:00`): none where the clock is put forward over it, two where it is put back.
   */
  instantsAt(localTime: string, zone: TimeZone): readonly { instant: Instant; offset: string }[];
  /** Milliseconds from one instant to another, negative when `to` is earlier. */
  millisecondsBetween(from: Instant, to: Instant): number;
}
