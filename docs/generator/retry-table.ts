import { retrySchedule } from '#shared/domain/retry-schedule.ts';

/** When each attempt at a delivery is made. */
export const retryTable = (): string => {
  let total = 0;
  const rows = retrySchedule.map((seconds, index) => {
    total += seconds;
    return `| ${index + 1} | ${index === 0 ? 'at once' : inWords(seconds)} | ${inWords(total)} |`;
  });
  return ['| attempt | wait before it | since the first |', '| --- | --- | --- |', ...rows].join(
    '\n',
  );
};

const units = [
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** `75 h 35 min`; the seconds of what lasts longer than an hour are left out. */
const inWords = (seconds: number): string => {
  let rest = seconds;
  const parts = units.flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 || (unit === 's' && seconds > 3_600) ? [] : [`${count} ${unit}`];
  });
  return parts.join(' ') || '0 s';
};
