import type { Decision } from './decision.ts';
import type { Document, Replaced } from './document.ts';
import { isSame } from './reconciliation-sameness.ts';

/** Every document that a decision on record, corrected or not, has let take over. */
export const successorsIn = (decisions: readonly Decision[]): readonly string[] => {
  const named = decisions.flatMap((decision) => {
    const stated = decision.kind === 'correct' ? decision.record : decision;
    return stated?.kind === 'replace' ? stated.replacedBy : [];
  });
  return [...new Set(named)];
};

/** Whether a document says of the one that it takes over from what the decisions there say, in any order. */
export const sameLinks = (
  { replaces }: Pick<Document, 'replaces'>,
  from: { readonly documentId: string; readonly replaced: readonly Replaced[] },
): boolean => {
  const standing = replaces.filter(
    ({ documentId, undone }) => documentId === from.documentId && !undone,
  );
  return isSame(standing.toSorted(byDecision), from.replaced.toSorted(byDecision));
};

const byDecision = (a: Replaced, b: Replaced): number => (a.decisionId < b.decisionId ? -1 : 1);
