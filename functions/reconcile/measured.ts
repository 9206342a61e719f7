import type { Punctuality } from '#shared/application/ports.ts';
import { type MonthFigures, merged, percentile } from '#shared/domain/punctuality.ts';
import { count, milliseconds } from '#shared/runtime/metrics.ts';

/** Measures what a pass has counted that the passes before it had not: so each transition is measured once. */
export const measured = (punctuality: Punctuality): Punctuality => ({
  ...punctuality,
  putFigures: async (figures, asOf) => {
    const added: MonthFigures[] = [];
    for (const month of figures) added.push(since(await punctuality.figures(month.month), month));
    await punctuality.putFigures(figures, asOf);
    measure(added);
  },
});

/** What has come to the month since it was counted before. */
const since = (before: MonthFigures | undefined, now: MonthFigures): MonthFigures => {
  const lateness = Object.entries(now.lateness)
    .map(([bound, times]) => [bound, times - (before?.lateness[bound] ?? 0)] as const)
    .filter(([, times]) => times > 0);
  return {
    ...now,
    // Of one period, whichever months it touches.
    month: 'any',
    transitions: lateness.reduce((sum, [, times]) => sum + times, 0),
    lateness: Object.fromEntries(lateness),
    missed: Math.max(0, now.missed - (before?.missed ?? 0)),
  };
};

const measure = (added: readonly MonthFigures[]): void => {
  const [all] = merged(added, []);
  count('Transitions', all?.transitions ?? 0);
  count('Missed', all?.missed ?? 0);
  if (all === undefined) return;
  for (const [name, percent] of lateness) {
    const value = percentile(all, percent);
    if (value !== undefined) milliseconds(name, value);
  }
};

const lateness = [
  ['LatenessP50', 50],
  ['LatenessP99', 99],
  ['LatenessMax', 100],
] as const;
