import type { Act, ActKind, Condition } from './decision.ts';
import type { Finality } from './finality.ts';
import type { Instant } from './instant.ts';
import type { Lanes, Status } from './interval.ts';
import { isAwaiting } from './set-dates.ts';

/** A decision whose date of effect is not known yet: nothing comes of it until one is set. */
export interface Awaiting {
  readonly decisionId: string;
  readonly kind: ActKind;
  readonly party?: string;
  readonly condition: Condition;
  /** Since when its condition is met; a date can be set then. */
  readonly metAt?: Instant;
}

/** What awaits a date among the acts that count, and whether its condition is met. */
export const awaitingOf = (
  acts: readonly Act[],
  lanes: Lanes,
  finality: ReadonlyMap<string, Finality>,
): readonly Awaiting[] => {
  const awaiting = acts
    .filter(isAwaiting)
    .filter(({ kind }) => kind !== 'propose' && kind !== 'recommend');
  const isShared = awaiting.some(({ takesEffectWhen }) => takesEffectWhen === 'allPartiesAdopted');
  const adoptedAt = isShared ? allAdoptedAt(lanes) : undefined;
  return awaiting.map(({ decisionId, kind, party, takesEffectWhen: condition }) => {
    const metAt =
      condition === 'allPartiesAdopted'
        ? adoptedAt
        : condition === 'legallyFinal'
          ? finality.get(decisionId)?.at
          : undefined;
    return {
      decisionId,
      kind,
      ...(party !== undefined && { party }),
      condition,
      ...(metAt !== undefined && { metAt }),
    };
  });
};

/**
 * Since when every party has adopted; undefined where one has not, had left before the last one came, or takes
 * its adoption back. That a period ends in its time does not undo that the party adopted.
 */
const allAdoptedAt = ({ parties }: Lanes): Instant | undefined => {
  const runs = [...parties.values()].map((intervals) => {
    const end = intervals.findLastIndex(({ status }) => !isOut(status));
    const start = intervals.slice(0, end + 1).findLastIndex(({ status }) => isOut(status)) + 1;
    const isTakenBack = intervals.at(-1)?.status === 'notDecided';
    return isTakenBack ? undefined : { from: intervals[start]?.from, to: intervals[end]?.to };
  });
  const at = runs
    .flatMap((run) => run?.from ?? [])
    .sort()
    .at(-1);
  if (at === undefined) return;
  return runs.every((run) => run?.from != null && (run.to == null || at < run.to)) ? at : undefined;
};

const isOut = (status: Status): boolean =>
  status === 'notDecided' || status === 'repealed' || status === 'replaced';
