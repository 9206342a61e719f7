import { takeOverFrom } from '../domain/commands.ts';
import { decide } from '../domain/decide.ts';
import type { Decision, DecisionFacts } from '../domain/decision.ts';
import type { Document } from '../domain/document.ts';
import type { Context } from '../domain/project.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Timeline, timeline } from '../domain/timeline.ts';
import { type CreateDependencies, existing, writeOf } from './document-write.ts';
import { type Claim, once } from './once.ts';
import type { DocumentWrite } from './ports.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

export interface RecordDecisionInput {
  readonly documentId: string;
  readonly facts: DecisionFacts;
  readonly by: string;
  /** From If-Match: those that it may build on. Without, a decision that meets another is decided about once more. */
  readonly revisions?: readonly number[] | undefined;
  readonly claim?: Claim | undefined;
}

export interface RecordedDecision {
  readonly decision: Decision;
  readonly document: Document;
  readonly timeline: Timeline;
}

/** Records a decision and what follows from it now. @throws Refusal, PreconditionFailedError, ConflictError */
export const recordDecision = (
  dependencies: CreateDependencies,
  input: RecordDecisionInput,
): Promise<RecordedDecision> =>
  once(
    dependencies.repository,
    input.claim,
    () => retryOnConflict(() => record(dependencies, input)),
    ({ decisionId }) => recorded(dependencies, input.documentId, String(decisionId)),
  );

const record = async (
  dependencies: CreateDependencies,
  { documentId, facts, by, revisions, claim }: RecordDecisionInput,
): Promise<RecordedDecision> => {
  const { repository, calendar, clock, ids } = dependencies;
  const document = await existing(dependencies, documentId, revisions);
  const named = 'documentVersion' in facts ? facts.documentVersion : undefined;
  const [decisions, version] = await Promise.all([
    repository.decisions(documentId),
    named === undefined ? undefined : repository.version(documentId, named),
  ]);
  const context = { now: clock.now(), calendar };
  const decision: Decision = {
    ...facts,
    decisionId: ids.next(),
    recordedAt: context.now,
    recordedBy: by,
  };
  const decided = decide({ document, decisions, version }, decision, context);
  const write = await writeOf(dependencies, document, decided);
  await repository.commit({
    documents: [write, ...(await replacement(dependencies, documentId, decision, context))],
    decision: { documentId, decision },
    ...(claim && {
      receipt: { ...claim, created: { documentId, decisionId: decision.decisionId } },
    }),
  });
  return { decision, document: write.document, timeline: decided.timeline };
};

/** The link back from the document that takes over, in the same write. */
const replacement = async (
  dependencies: CreateDependencies,
  documentId: string,
  decision: Decision,
  context: Context,
): Promise<DocumentWrite[]> => {
  if (decision.kind !== 'replace') return [];
  const successor = await dependencies.repository.document(decision.replacedBy);
  if (successor === undefined || successor.withdrawnAt !== undefined) {
    const message = `There is no document ${decision.replacedBy} to take over; register it first.`;
    throw new Refusal('replacement_not_found', message, [{ pointer: '/replacedBy', message }]);
  }
  const { decisionId } = decision;
  const change = takeOverFrom(successor, { documentId, decisionId }, context);
  return [await writeOf(dependencies, successor, change)];
};

/** The answer to a request that is repeated: what it recorded, with the document as it is now. */
const recorded = async (
  dependencies: CreateDependencies,
  documentId: string,
  decisionId: string,
): Promise<RecordedDecision> => {
  const { repository, calendar } = dependencies;
  const document = await existing(dependencies, documentId);
  const decisions = await repository.decisions(documentId);
  const decision = decisions.find((one) => one.decisionId === decisionId);
  if (decision === undefined) throw new Error(`Decision ${decisionId} has a receipt but is gone`);
  return { decision, document, timeline: timeline(document, decisions, calendar) };
};
