import type { Calendar } from './calendar.ts';
import type { LocalDate } from './instant.ts';

/**
 * Whether the last day of a period moves past the date: Saturdays, Sundays, public holidays (lag 1989:1253 om
 * allmänna helgdagar, with Whit Monday until 2004 and the national day since 2005) and the three eves that
 * lag 1930:173 om beräkning av lagstadgad tid counts with them: Midsummer, Christmas and New Year.
 */
export const isDayOff = (date: LocalDate, calendar: Calendar): boolean => {
  if (calendar.weekday(date) >= 6) return true;
  const [year, monthAndDay] = [Number(date.slice(0, 4)), date.slice(5)];
  return (
    fixed.has(monthAndDay) || isNationalDay(year, monthAndDay) || movable(year, calendar).has(date)
  );
};

/** New Year, Epiphany, 1 May, Christmas Eve to Boxing Day, New Year's Eve. */
const fixed = new Set(['01-01', '01-06', '05-01', '12-24', '12-25', '12-26', '12-31']);

const isNationalDay = (year: number, monthAndDay: string): boolean =>
  year >= 2005 && monthAndDay === '06-06';

/** Those that never fall on a weekend: Good Friday, Easter Monday, Ascension, Whit Monday, Midsummer Eve. */
const movable = (year: number, calendar: Calendar): ReadonlySet<LocalDate> => {
  const easter = easterSunday(year);
  const afterEaster = [-2, 1, 39, ...(year <= 2004 ? [50] : [])];
  return new Set([
    ...afterEaster.map((days) => calendar.plusDays(easter, days)),
    midsummerEve(year, calendar),
  ]);
};

/** The Friday from 19 to 25 June. */
const midsummerEve = (year: number, calendar: Calendar): LocalDate => {
  const first = `${year}-06-19`;
  return calendar.plusDays(first, (12 - calendar.weekday(first)) % 7);
};

/** Gauss's rule for the Gregorian calendar, as Meeus gives it (Astronomical Algorithms, chapter 8). */
const easterSunday = (year: number): LocalDate => {
  const century = Math.floor(year / 100);
  const golden = year % 19;
  const lunarShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - lunarShift + 15) % 30;
  const yearOfCentury = year % 100;
  const toSunday =
    (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const days = epact + toSunday - 7 * late + 114;
  const [month, day] = [Math.floor(days / 31), (days % 31) + 1];
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
};
