import type { Decision } from '../domain/decision.ts';
import type { Document } from '../domain/document.ts';
import { laterOf } from '../domain/instant.ts';
import { type Timeline, timeline } from '../domain/timeline.ts';
import { type Warning, warningsOf } from '../domain/warnings.ts';
import { type CreateDependencies, existing } from './document-write.ts';
import { type Claim, once } from './once.ts';
import { prepare, type Statement } from './prepare-decision.ts';
import { retryOnConflict } from './retry-on-conflict.ts';
import { UnitOfWork } from './unit-of-work.ts';

export interface RecordDecisionInput extends Omit<Statement, 'groupId'> {
  readonly claim?: Claim | undefined;
}

export interface RecordedDecision {
  readonly decision: Decision;
  readonly document: Document;
  readonly timeline: Timeline;
  /** What a registrar may want to look at once more. */
  readonly warnings: readonly Warning[];
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
    (created) =>
      recordedAgain(
        dependencies,
        input.documentId,
        ({ decisionId }) => decisionId === created.decisionId,
      ),
  );

const record = async (
  dependencies: CreateDependencies,
  input: RecordDecisionInput,
): Promise<RecordedDecision> => {
  const { repository, calendar, clock } = dependencies;
  const { documentId, claim } = input;
  const context = { now: clock.now(), calendar };
  const work = new UnitOfWork(dependencies);
  const { document, decision, judged, decided } = await prepare(dependencies, work, input, context);
  const [refusal] = judged.refusals;
  if (refusal) throw refusal;
  const writes = await work.writes();
  await repository.commit({
    documents: writes,
    decisions: [{ documentId, decision }],
    ...(claim && {
      receipt: { ...claim, created: { documentId, decisionId: decision.decisionId } },
    }),
  });
  const written = writes.find((write) => write.document.documentId === documentId)?.document;
  return {
    decision,
    document: written ?? decided?.document ?? document,
    timeline: judged.after,
    warnings: warningsOf(document, decision, judged, context),
  };
};

/** The answer to a request that is repeated: what it recorded, with the document as it is now. */
export const recordedAgain = async (
  dependencies: CreateDependencies,
  documentId: string,
  isIt: (decision: Decision) => boolean,
): Promise<RecordedDecision> => {
  const { repository, calendar } = dependencies;
  const document = await existing(dependencies, documentId);
  const decisions = await repository.decisions(documentId);
  const index = decisions.findIndex(isIt);
  const decision = decisions[index];
  if (decision === undefined) {
    throw new Error(`A decision about ${documentId} has a receipt but is gone`);
  }
  const whole = timeline(document, decisions, calendar);
  const judged = {
    before: timeline(document, decisions.slice(0, index), calendar),
    after: timeline(document, decisions.slice(0, index + 1), calendar),
  };
  const context = { now: laterOf(decision.recordedAt, document.registeredAt), calendar };
  const warnings = warningsOf(document, decision, judged, context);
  return { decision, document, timeline: whole, warnings };
};
