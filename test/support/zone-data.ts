import { temporalCalendar } from '#shared/adapters/temporal/calendar.ts';
import type { Calendar } from '#shared/domain/calendar.ts';

/** Another edition of the zone data: from the year on, one zone has the rules of another. */
export const zoneData = (zone: string, year: number, rulesOf: string): Calendar => {
  const ruling = (date: string, name: string) =>
    name === zone && date >= `${year}` ? rulesOf : name;
  return {
    ...temporalCalendar,
    startOfDay: (date, name) => temporalCalendar.startOfDay(date, ruling(date, name)),
    dateAt: (instant, name) => {
      const date = temporalCalendar.dateAt(instant, rulesOf);
      return temporalCalendar.dateAt(instant, ruling(date, name));
    },
    instantsAt: (localTime, name) =>
      temporalCalendar.instantsAt(localTime, ruling(localTime, name)),
  };
};
