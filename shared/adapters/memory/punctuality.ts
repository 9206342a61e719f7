import { ConflictError, type Pass, type Punctuality } from '#shared/application/ports.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { MonthFigures } from '#shared/domain/punctuality.ts';

/** Passes and figures without a store: for tests. */
export const memoryPunctuality = (): Punctuality => {
  const passes = new Map<string, Pass>();
  const months = new Map<string, { readonly figures: MonthFigures; readonly asOf: Instant }>();
  const repairs = new Map<string, number>();

  return {
    latestPass: async () =>
      [...passes.values()].toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)).at(-1),
    putPass: async (pass) => {
      const { passId, revision } = pass;
      if ((passes.get(passId)?.revision ?? 0) !== revision - 1) {
        throw new ConflictError(`Pass ${passId} is not at revision ${revision - 1}`);
      }
      passes.set(passId, pass);
    },
    addRepaired: async (month, repaired) => {
      repairs.set(month, (repairs.get(month) ?? 0) + repaired);
    },
    putFigures: async (figures, asOf) => {
      for (const one of figures) {
        const standing = months.get(one.month);
        // A pass that finishes after a later one knows less.
        if (standing === undefined || standing.asOf <= asOf) {
          months.set(one.month, { figures: one, asOf });
        }
      }
    },
    figures: async (month) => {
      const standing = months.get(month);
      if (standing === undefined) return undefined;
      return { ...standing.figures, asOf: standing.asOf, repaired: repairs.get(month) ?? 0 };
    },
  };
};

const placeOf = ({ startedAt, passId }: Pass): string => `${startedAt}#${passId}`;
