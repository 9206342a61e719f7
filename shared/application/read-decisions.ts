import type { Awaiting } from '../domain/awaiting.ts';
import type { Calendar } from '../domain/calendar.ts';
import { type Act, type Decision, isAct } from '../domain/decision.ts';
import type { Document } from '../domain/document.ts';
import type { Resolved } from '../domain/effective-date.ts';
import type { Finality } from '../domain/finality.ts';
import type { LocalDate } from '../domain/instant.ts';
import { proposedDate } from '../domain/milestone.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Undone } from '../domain/standing.ts';
import { effectOf } from '../domain/steps.ts';
import { type Timeline, timeline, type WithoutEffect } from '../domain/timeline.ts';
import { type DocumentDependencies, existing } from './document-write.ts';
import type { Page } from './ports.ts';

/** A decision with what it amounts to beside the others. */
export interface DecisionView {
  readonly documentId: string;
  readonly decision: Decision;
  /** Undefined while its date is awaited, where its local time no longer exists, and for what has no effect of its own. */
  readonly effective: Resolved | undefined;
  readonly effectiveBeforeDecided: boolean;
  readonly withoutEffect: WithoutEffect | undefined;
  /** Over which stretches of time it does not count, and the decision that undid it. */
  readonly undone: readonly Undone[];
  /** The correction of this record, where it was wrong. */
  readonly correctedBy: string | undefined;
  /** The second clock. */
  readonly finality: Finality | undefined;
  /** What its effect waits for, and whether that is met. */
  readonly awaiting: Awaiting | undefined;
  /** The date that would be set, where its condition is met. */
  readonly proposedDate: LocalDate | undefined;
}

/** Decisions of one document in order of recording. @throws Refusal */
export const listDecisions = async (
  dependencies: DocumentDependencies,
  query: {
    readonly documentId: string;
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<{ readonly items: readonly DecisionView[]; readonly after?: string }> => {
  const { documentId, after = '', limit } = query;
  const views = await viewsOf(dependencies, await existing(dependencies, documentId));
  const rest = views.filter(({ decision }) => decision.decisionId > after);
  const items = rest.slice(0, limit);
  const last = items.at(-1)?.decision.decisionId;
  return { items, ...(rest.length > limit && last !== undefined && { after: last }) };
};

/** @throws Refusal */
export const readDecision = async (
  dependencies: DocumentDependencies,
  { documentId, decisionId }: { readonly documentId: string; readonly decisionId: string },
): Promise<DecisionView> => {
  const views = await viewsOf(dependencies, await existing(dependencies, documentId));
  const view = views.find(({ decision }) => decision.decisionId === decisionId);
  if (view !== undefined) return view;
  throw new Refusal('decision_not_found', `The document has no decision ${decisionId}.`);
};

/** Decisions by registry number, across documents. */
export const findDecisions = async (
  dependencies: DocumentDependencies,
  query: {
    readonly caseNumber: string;
    readonly limit: number;
    readonly next?: string | undefined;
  },
): Promise<Page<DecisionView>> => {
  const { repository } = dependencies;
  const { caseNumber, limit, next } = query;
  const page = await repository.decisionsByCaseNumber({
    caseNumber,
    limit,
    ...(next !== undefined && { next }),
  });
  const documentIds = [...new Set(page.items.map(({ documentId }) => documentId))];
  const documents = await repository.documents(documentIds);
  const views = await Promise.all(documents.map((document) => viewsOf(dependencies, document)));
  const byId = new Map(views.flat().map((view) => [view.decision.decisionId, view]));
  return {
    items: page.items.flatMap(({ decision }) => byId.get(decision.decisionId) ?? []),
    ...(page.next !== undefined && { next: page.next }),
  };
};

export const viewOfDecision = (
  { documentId, timeZone }: Document,
  decision: Decision,
  whole: Timeline,
  calendar: Calendar,
): DecisionView => {
  const { decisionId } = decision;
  const standing = whole.acts.get(decisionId) ?? (isAct(decision) ? decision : undefined);
  const effective = standing && effectiveOf(standing, timeZone, calendar);
  const awaiting = whole.awaiting.find((one) => one.decisionId === decisionId);
  return {
    documentId,
    decision,
    effective,
    effectiveBeforeDecided:
      standing !== undefined &&
      effective !== undefined &&
      effective.at < calendar.startOfDay(standing.decidedOn, timeZone),
    withoutEffect: whole.withoutEffect.get(decisionId),
    undone: whole.undone.get(decisionId) ?? [],
    correctedBy: whole.corrected.get(decisionId)?.decisionId,
    finality: whole.finality.get(decisionId),
    awaiting,
    proposedDate: awaiting?.metAt && proposedDate(awaiting.metAt, timeZone, calendar),
  };
};

const viewsOf = async (
  { repository, calendar }: DocumentDependencies,
  document: Document,
): Promise<readonly DecisionView[]> => {
  const decisions = await repository.decisions(document.documentId);
  const whole = timeline(document, decisions, calendar);
  return decisions.map((decision) => viewOfDecision(document, decision, whole, calendar));
};

// New rules for a zone may take away a local time that was there when the decision was recorded.
const effectiveOf = (act: Act, zone: string, calendar: Calendar): Resolved | undefined => {
  try {
    return effectOf(act, zone, calendar);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
};
