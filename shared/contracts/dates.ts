import * as z from 'zod';
import type { EffectiveDate } from '#shared/domain/effective-date.ts';
import type { Instant, LocalDate } from '#shared/domain/instant.ts';

const date = /^(?<year>[1-9]\d{3})-(?<month>0[1-9]|1[0-2])-(?<day>\d{2})$/;
const month = /^[1-9]\d{3}-(?:0[1-9]|1[0-2])$/;
const time = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?$/;
const zonedDateTime =
  /^(?<date>[\d-]{10})T(?<time>[\d:]{5,8}(?:\.\d{1,3})?)(?<offset>[+-][\d:]{5})?\[[A-Za-z][\w+/-]{0,63}\]$/;
const offsetDateTime = /^(?<date>[\d-]{10})T(?<time>[\d:.]{5,30}?)(?<offset>Z|[+-][\d:]{5})$/;

/** The calendar reaches one day past a last day, and four digits keep string order date order. */
const lastYear = 9998;

const isDate = (text = ''): boolean => {
  const { year, month, day } = date.exec(text)?.groups ?? {};
  if (year === undefined || Number(year) > lastYear) return false;
  return Number(day) >= 1 && Number(day) <= daysIn(Number(year), Number(month));
};

const daysIn = (year: number, month: number): number => {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
};

const isMonth = (text: string): boolean => month.test(text) && Number(text.slice(0, 4)) <= lastYear;

const isTime = (text = ''): boolean => time.test(text);

const isOffset = (text: string): boolean => text === 'Z' || isTime(text.slice(1));

const isZonedDateTime = (text: string): boolean => {
  const { date, time, offset = 'Z' } = zonedDateTime.exec(text)?.groups ?? {};
  return isDate(date) && isTime(time) && isOffset(offset);
};

const isOffsetDateTime = (text: string): boolean => {
  const { date, time, offset = '' } = offsetDateTime.exec(text)?.groups ?? {};
  return isDate(date) && isTime(time) && isOffset(offset);
};

const written = (input: unknown): string => JSON.stringify(String(input).slice(0, 60));

/** A day, `2026-07-01`. */
export const localDate = z
  .string()
  .refine(isDate, {
    error: ({ input }) =>
      `${written(input)} is not a day in the calendar; write one as 2026-07-01 (years 1000 to 9998).`,
  })
  .meta({ format: 'date', example: '2026-07-01' }) satisfies z.ZodType<LocalDate>;

/** The first day or instant of effect. */
export const fromAndIncluding = z
  .string()
  .refine((text) => isDate(text) || isMonth(text) || isZonedDateTime(text), {
    error: ({ input }) =>
      `${written(input)} is not a date; write 2026-07-01, 2026-07 or 2026-07-01T08:00:00[Europe/Stockholm] (years 1000 to 9998).`,
  })
  .meta({
    description:
      'First day of effect, itself included: `2026-07-01`, `2026-07` (its first day) or a local time with its zone, `2026-07-01T08:00:00[Europe/Stockholm]`. Without it, the local start of `decidedOn`.',
    example: '2026-07-01',
  }) satisfies z.ZodType<EffectiveDate>;

/** The last day of effect. */
export const throughAndIncluding = z
  .string()
  .refine((text) => isDate(text) || isMonth(text), {
    error: ({ input }) =>
      `${written(input)} is not a last day; write 2026-12-31 or 2026-12 (years 1000 to 9998).`,
  })
  .meta({
    description: 'Last day of effect, itself included: `2026-12-31` or `2026-12` (its last day).',
    example: '2026-12-31',
  }) satisfies z.ZodType<EffectiveDate>;

/** An instant in an answer: UTC, with milliseconds. */
export const instant = z.iso
  .datetime({ precision: 3 })
  .meta({ example: '2026-06-30T22:00:00.000Z' }) satisfies z.ZodType<Instant>;

/** An instant in a request: any offset or Z, read to the millisecond. */
export const instantParameter = z
  .string()
  .refine(isOffsetDateTime, {
    error: ({ input }) =>
      `${written(input)} is not an instant; write it with an offset or Z, such as 2026-07-01T00:00:00Z or 2026-07-01T00:00:00+02:00 (years 1000 to 9998); in an address + is written %2B.`,
    abort: true,
  })
  .transform((text) => new Date(text).toISOString())
  .meta({ format: 'date-time', example: '2026-06-30T22:00:00Z' }) satisfies z.ZodType<Instant>;
