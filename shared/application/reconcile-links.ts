import { takeOverFrom } from '../domain/commands.ts';
import type { Decision } from '../domain/decision.ts';
import type { Document, Replaced } from '../domain/document.ts';
import type { Repaired } from '../domain/punctuality.ts';
import { sameLinks, successorsIn } from '../domain/reconciliation-links.ts';
import { replacementsOf } from '../domain/replacements.ts';
import { timeline } from '../domain/timeline.ts';
import { type UseCaseDependencies, writeOf } from './document-write.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

/** Sets right what the documents that take over from this one say of it. */
export const relinkSuccessors = async (
  dependencies: UseCaseDependencies,
  {
    document,
    decisions,
    report,
  }: {
    readonly document: Document;
    readonly decisions: readonly Decision[];
    readonly report: (repaired: Repaired) => void;
  },
): Promise<void> => {
  const { calendar } = dependencies;
  const successors = successorsIn(decisions);
  if (successors.length === 0) return;
  const whole = timeline(document, decisions, calendar);
  const said = replacementsOf(document.documentId, whole);
  for (const successorId of successors) {
    const replaced = said.get(successorId) ?? [];
    await retryOnConflict(() =>
      relink(dependencies, successorId, { documentId: document.documentId, replaced }, report),
    );
  }
};

const relink = async (
  dependencies: UseCaseDependencies,
  successorId: string,
  from: { readonly documentId: string; readonly replaced: readonly Replaced[] },
  report: (repaired: Repaired) => void,
): Promise<void> => {
  const { repository, calendar, clock } = dependencies;
  const successor = await repository.document(successorId);
  if (successor === undefined || successor.withdrawnAt !== undefined) return;
  if (sameLinks(successor, from)) return;
  const change = takeOverFrom(successor, from, { now: clock.now(), calendar });
  await repository.commit({ documents: [await writeOf(dependencies, successor, change)] });
  report({ documentId: successorId, repair: 'projection', detail: `replaces ${from.documentId}` });
};
