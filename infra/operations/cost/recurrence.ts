import { hoursPerMonth, minutesPerMonth } from './workload.ts';

const minutesIn = { minute: 1, hour: 60, day: 60 * 24 };

/**
 * How often a schedule fires in a month: `rate(1 minute)`, or a cron expression that names a minute and for the
 * rest an hour or every hour. @throws Error for other expressions, which nobody has needed to reckon yet
 */
export const timesPerMonth = (expression: string): number => {
  const [, every, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (unit === 'minute' || unit === 'hour' || unit === 'day') {
    return minutesPerMonth / (Number(every) * minutesIn[unit]);
  }
  const [, hour] = /^cron\(\d+ (\d+|\*) \* \* \? \*\)$/.exec(expression) ?? [];
  if (hour === undefined) throw new Error(`How often is ${expression}?`);
  return hour === '*' ? hoursPerMonth : hoursPerMonth / 24;
};
