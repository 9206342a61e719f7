import type { Replaced } from './document.ts';
import type { Interval } from './interval.ts';
import type { Timeline } from './timeline.ts';

/**
 * What the decisions about one document say of those that take over from it, by the successor's id: from when to
 * when it is replaced by them, for itself or for a party. What is annulled, struck, or over before it begins says
 * nothing.
 */
export const replacementsOf = (
  documentId: string,
  { acts, document, parties, awaiting }: Timeline,
): ReadonlyMap<string, readonly Replaced[]> => {
  const waiting = new Set(awaiting.map(({ decisionId }) => decisionId));
  const replaced = [document, ...parties.values()]
    .flat()
    .filter(({ status }) => status === 'replaced');
  const spans = Map.groupBy(replaced, ({ basis, decisionId }) => basis ?? decisionId);
  const found = [...acts.values()].flatMap((act) => {
    if (act.kind !== 'replace') return [];
    const { decisionId, replacedBy } = act;
    if (waiting.has(decisionId)) return { replacedBy, replaced: { documentId, decisionId } };
    const span = spans.get(decisionId);
    return span === undefined
      ? []
      : { replacedBy, replaced: { documentId, decisionId, ...overAll(span) } };
  });
  return new Map(
    [...Map.groupBy(found, (one) => one.replacedBy)].map(([successor, those]) => [
      successor,
      those.map((one): Replaced => one.replaced),
    ]),
  );
};

/** From the first beginning to the last end; no end where one of them has none. */
const overAll = (spans: readonly Interval[]): Pick<Replaced, 'from' | 'to'> => {
  const from = spans.flatMap((span) => span.from ?? []).sort()[0];
  const to = spans.some((span) => span.to === null)
    ? undefined
    : spans
        .flatMap((span) => span.to ?? [])
        .sort()
        .at(-1);
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
};

/** The document that takes over where the interval holds: of one that is replaced. */
export const successorOf = (
  { status, basis, decisionId }: Interval,
  acts: Timeline['acts'],
): string | undefined => {
  const act = status === 'replaced' ? acts.get(basis ?? decisionId ?? '') : undefined;
  return act?.kind === 'replace' ? act.replacedBy : undefined;
};
