import type { Act, ActKind, Condition } from './decision.ts';
import type { Finality } from './finality.ts';
import type { Instant } from './instant.ts';
import { intervalAt, type Lanes } from './interval.ts';
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

/** The first instant at which every party has adopted, and none has ceased to. */
const allAdoptedAt = ({ parties }: Lanes): Instant | undefined => {
  const lists = [...parties.values()];
  const instants = new Set(
    lists.flatMap((intervals) => intervals.flatMap(({ from }) => from ?? [])),
  );
  return [...instants].sort().find((at) =>
    lists.every((intervals) => {
      const { status } = intervalAt(intervals, at);
      return status === 'adopted' || status === 'inForce' || status === 'suspended';
    }),
  );
};
