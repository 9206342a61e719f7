import type { Instant, LocalMonth } from '../domain/instant.ts';
import { noFigures, percentile } from '../domain/punctuality.ts';
import type { Punctuality } from './ports.ts';

/** How punctual a month's transitions were, and what has been set right in it. */
export interface PunctualityView {
  readonly month: LocalMonth;
  readonly transitions: number;
  /** Seconds; null without transitions. */
  readonly lateness: { readonly p50: number; readonly p99: number; readonly max: number } | null;
  readonly missed: number;
  readonly repaired: number;
  /** Null where no reconciliation has counted the month yet. */
  readonly asOf: Instant | null;
}

/** The figures of a month by the latest reconciliation that finished. */
export const readPunctuality = async (
  { punctuality }: { readonly punctuality: Pick<Punctuality, 'figures'> },
  { month }: { readonly month: LocalMonth },
): Promise<PunctualityView> => {
  const known = await punctuality.figures(month);
  const figures = known ?? noFigures(month);
  const { transitions, latest, missed } = figures;
  const [p50, p99] = [percentile(figures, 50), percentile(figures, 99)];
  return {
    month,
    transitions,
    lateness:
      p50 === undefined || p99 === undefined
        ? null
        : { p50: p50 / 1000, p99: p99 / 1000, max: latest / 1000 },
    missed,
    repaired: known?.repaired ?? 0,
    asOf: known?.asOf ?? null,
  };
};
