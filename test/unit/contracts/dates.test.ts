import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fromAndIncluding,
  instantParameter,
  localDate,
  throughAndIncluding,
} from '#shared/contracts/dates.ts';

const takes = (schema: { safeParse(text: unknown): { success: boolean } }, text: unknown) =>
  schema.safeParse(text).success;

describe('a day', () => {
  it('is one of the calendar, in four digits, two and two', () => {
    const anyDay = fc.date({
      min: new Date('1000-01-01T00:00:00Z'),
      max: new Date('9998-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(anyDay, (date) => {
        expect(takes(localDate, date.toISOString().slice(0, 10))).toBe(true);
      }),
    );
  });

  it('that is not in the calendar is refused', () => {
    const number = fc.integer({ min: 0, max: 99 });
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 9998 }), number, number, (year, month, day) => {
        const [m, d] = [month, day].map((part) => String(part).padStart(2, '0'));
        const text = `${year}-${m}-${d}`;
        const date = new Date(`${text}T00:00:00Z`);
        const real = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
        expect(takes(localDate, text)).toBe(real);
      }),
    );
  });

  it.each(['', '2026-2-3', '26-02-03', '0999-01-01', '9999-01-01', '+002026-01-01', '2026-01-01 '])(
    'written %j is refused',
    (text) => expect(takes(localDate, text)).toBe(false),
  );
});

describe('a first day of effect', () => {
  it.each([
    '2026-07-01',
    '2026-07',
    '2026-07-01T08:00[Europe/Stockholm]',
    '2026-07-01T08:00:00[Europe/Stockholm]',
    '2026-07-01T08:00:00.123[Europe/Stockholm]',
    '2026-07-01T08:00:00+02:00[Europe/Stockholm]',
    '2026-07-01T08:00:00-03:00[America/Argentina/Buenos_Aires]',
    '2026-07-01T08:00:00[Etc/GMT+5]',
  ])('may be %s', (text) => expect(takes(fromAndIncluding, text)).toBe(true));

  it.each([
    '2026',
    '2026-00',
    '2026-7',
    '2026-07-01T08:00:00',
    '2026-07-01T08:00:00Z',
    '2026-07-01T08:00:00+02:00',
    '2026-07-01T08[Europe/Stockholm]',
    '2026-07-01T24:00[Europe/Stockholm]',
    '2026-07-01T08:60[Europe/Stockholm]',
    '2026-07-01T08:00:60[Europe/Stockholm]',
    '2026-02-30T08:00[Europe/Stockholm]',
    '2026-07-01T08:00+2:00[Europe/Stockholm]',
    '2026-07-01T08:00+99:00[Europe/Stockholm]',
    '2026-07-01T08:00[+02:00]',
    '2026-07-01T08:00[]',
    '2026-07-01T08:00[Europe/Stockholm][u-ca=hebrew]',
    'från och med juli 2026',
    20260701,
  ])('is not %s', (text) => expect(takes(fromAndIncluding, text)).toBe(false));
});

describe('a last day of effect', () => {
  it.each(['2026-12-31', '2026-12'])('may be %s', (text) =>
    expect(takes(throughAndIncluding, text)).toBe(true),
  );
  it.each(['2026-12-31T08:00[Europe/Stockholm]', '2026-02-30', '9999-12'])('is not %s', (text) =>
    expect(takes(throughAndIncluding, text)).toBe(false),
  );
});

describe('an instant that is asked for', () => {
  it.each([
    ['2026-06-30T23:59:59.999+02:00', '2026-06-30T21:59:59.999Z'],
    ['2026-07-01T00:00:00+02:00', '2026-06-30T22:00:00.000Z'],
    ['2026-06-30T22:00Z', '2026-06-30T22:00:00.000Z'],
    ['2026-06-30T22:00:00.1234567Z', '2026-06-30T22:00:00.123Z'],
    ['1000-01-01T00:00:00+14:00', '0999-12-31T10:00:00.000Z'],
  ])('%s is read as %s', (text, instant) => {
    expect(instantParameter.parse(text)).toBe(instant);
  });

  it.each([
    '2026-07-01',
    '2026-07-01T00:00',
    '2026-07-01T00:00:00 02:00',
    'now',
    '-1',
    '1782856800',
  ])('is not %s', (text) => expect(takes(instantParameter, text)).toBe(false));

  it.each(['2026-11-22', '2026-07-01T00:00:00 02:00'])(
    'that is %s is told how to be one, in a body and in an address',
    (text) => {
      const [issue] = instantParameter.safeParse(text).error?.issues ?? [];
      expect(issue?.message).toBe(
        `"${text}" is not an instant; write it with an offset or Z, such as 2026-07-01T00:00:00Z or 2026-07-01T00:00:00+02:00 (years 1000 to 9998); in an address + is written %2B.`,
      );
    },
  );
});
