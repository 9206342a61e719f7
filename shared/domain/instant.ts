/**
 * A UTC instant with millisecond precision, `2026-06-30T22:00:00.000Z`.
 * Every instant has this one form, so string order is time order.
 */
export type Instant = string;

/** A civil date in some time zone, `2026-07-01` (ISO 8601). */
export type LocalDate = string;

/** A civil month, `2026-07`: a date with less precision, not a mistake. */
export type LocalMonth = string;

/** An IANA time zone name, `Europe/Stockholm`. */
export type TimeZone = string;

/** A day of 24 hours in milliseconds: not a civil day, which summer time makes longer or shorter. */
export const day = 86_400_000;

/** The later of two instants. */
export const laterOf = (a: Instant, b: Instant): Instant => (a > b ? a : b);

/** The instant so many milliseconds later, or earlier where negative. */
export const shift = (instant: Instant, milliseconds: number): Instant =>
  new Date(Date.parse(instant) + milliseconds).toISOString();

/** Milliseconds from one instant to another, negative when `to` is earlier. */
export const between = (from: Instant, to: Instant): number => Date.parse(to) - Date.parse(from);
