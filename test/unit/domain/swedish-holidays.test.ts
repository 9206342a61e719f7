import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastDayToAppeal } from '#shared/domain/finality.ts';
import { isDayOff } from '#shared/domain/swedish-holidays.ts';
import { calendar } from '../../support/histories.ts';

/** Days off from Monday to Friday, as published: the almanac, with the three eves. */
const weekdaysOff: Readonly<Record<number, readonly string[]>> = {
  2024: [
    ...['01-01', '03-29', '04-01', '05-01', '05-09', '06-06', '06-21'],
    ...['12-24', '12-25', '12-26', '12-31'],
  ],
  2025: [
    ...['01-01', '01-06', '04-18', '04-21', '05-01', '05-29', '06-06', '06-20'],
    ...['12-24', '12-25', '12-26', '12-31'],
  ],
  2026: [
    ...['01-01', '01-06', '04-03', '04-06', '05-01', '05-14', '06-19'],
    ...['12-24', '12-25', '12-31'],
  ],
  2027: ['01-01', '01-06', '03-26', '03-29', '05-06', '06-25', '12-24', '12-31'],
};

/** Easter Sundays, as the church’s tables have them: the earliest and the latest there are among them. */
const easterSundays = [
  ...['1818-03-22', '1943-04-25', '1954-04-18', '1961-04-02', '1981-04-19', '1997-03-30'],
  ...['2000-04-23', '2008-03-23', '2011-04-24', '2016-03-27', '2018-04-01', '2019-04-21'],
  ...['2020-04-12', '2021-04-04', '2022-04-17', '2023-04-09', '2024-03-31', '2025-04-20'],
  ...['2026-04-05', '2027-03-28', '2028-04-16', '2029-04-01', '2030-04-21', '2038-04-25'],
  ...['2049-04-18', '2076-04-19', '2100-03-28'],
];

const off = (date: string) => isDayOff(date, calendar);

const daysOf = (year: number): string[] => {
  const days: string[] = [];
  for (let day = `${year}-01-01`; day.startsWith(String(year)); day = calendar.dayAfter(day)) {
    days.push(day);
  }
  return days;
};

describe('a day off in Sweden', () => {
  it.each(Object.entries(weekdaysOff))(
    'is in %s on a weekend and on these weekdays',
    (year, list) => {
      const weekdays = daysOf(Number(year)).filter((day) => calendar.weekday(day) < 6);
      expect(weekdays.filter(off)).toEqual(list.map((day) => `${year}-${day}`));
    },
  );

  it('is every Saturday and Sunday, and no Friday before or Monday after an ordinary weekend', () => {
    expect(['2026-02-06', '2026-02-07', '2026-02-08', '2026-02-09'].map(off)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it.each(easterSundays)('is Good Friday and the Monday of the Easter of %s', (easter) => {
    const around = [-4, -3, -2, 1, 2].map((days) => off(calendar.plusDays(easter, days)));
    expect(calendar.weekday(easter)).toBe(7);
    expect(around).toEqual([false, false, true, true, false]);
  });

  it('is Ascension, the fortieth day of Easter, a Thursday', () => {
    expect(['2026-05-13', '2026-05-14', '2026-05-15'].map(off)).toEqual([false, true, false]);
  });

  it('is the sixth of June since 2005, and Whit Monday until 2004', () => {
    expect([off('2003-06-06'), off('2005-06-06'), off('2025-06-06')]).toEqual([false, true, true]);
    expect([off('2003-06-09'), off('2004-05-31'), off('2005-05-16')]).toEqual([true, true, false]);
  });

  it('is Midsummer Eve, whichever Friday it falls on', () => {
    const eves = ['2015-06-19', '2020-06-19', '2021-06-25', '2022-06-24', '2023-06-23'];
    expect(eves.map(off)).toEqual(eves.map(() => true));
    expect(['2026-06-18', '2026-06-22', '2027-06-18'].map(off)).toEqual([false, false, false]);
  });
});

describe('the last day to appeal', () => {
  it.each([
    ['a plain weekday three weeks later', '2026-02-02', '2026-02-23'],
    ['the Monday, for a Saturday', '2026-02-14', '2026-03-09'],
    ['the Monday, for a Sunday', '2026-02-15', '2026-03-09'],
    ['the Monday after, for Christmas Eve', '2025-12-03', '2025-12-29'],
    ['the second of January, for New Year’s Eve of 2025', '2025-12-10', '2026-01-02'],
    ['the day after Epiphany', '2025-12-16', '2026-01-07'],
    ['the Tuesday after Easter, for Good Friday', '2026-03-13', '2026-04-07'],
    ['the Monday after, for the first of May, a Friday', '2026-04-10', '2026-05-04'],
    ['the Friday after Ascension', '2026-04-23', '2026-05-15'],
    ['the Monday after Midsummer', '2026-05-29', '2026-06-22'],
    ['the twenty-ninth of February', '2028-02-08', '2028-02-29'],
  ])('is %s', (_name, posted, last) => {
    expect(lastDayToAppeal(posted, calendar)).toBe(last);
  });

  it('is never a day off, and the first working day from the twenty-first on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), (days) => {
        const posted = calendar.plusDays('1990-01-01', days);
        const last = lastDayToAppeal(posted, calendar);
        expect(off(last)).toBe(false);
        let day = calendar.plusDays(posted, 21);
        expect(day <= last).toBe(true);
        for (; day < last; day = calendar.dayAfter(day)) expect(off(day)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
