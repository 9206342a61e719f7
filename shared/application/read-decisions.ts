import type { Calendar } from '../domain/calendar.ts';
import type { Decision } from '../domain/decision.ts';
import type { Document } from '../domain/document.ts';
import { type Resolved, resolveFrom } from '../domain/effective-date.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Timeline, timeline, type WithoutEffect } from '../domain/timeline.ts';
import { type DocumentDependencies, existing } from './document-write.ts';
import type { Page } from './ports.ts';

/** A decision with what it amounts to beside the others. */
export interface DecisionView {
  readonly documentId: string;
  readonly decision: Decision;
  /** Undefined where its local time no longer exists in the zone. */
  readonly effective: Resolved | undefined;
  readonly effectiveBeforeDecided: boolean;
  readonly withoutEffect: WithoutEffect | undefined;
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
  { withoutEffect }: Timeline,
  calendar: Calendar,
): DecisionView => {
  const effective = effectiveOf(decision, timeZone, calendar);
  return {
    documentId,
    decision,
    effective,
    effectiveBeforeDecided:
      effective !== undefined && effective.at < calendar.startOfDay(decision.decidedOn, timeZone),
    withoutEffect: withoutEffect.get(decision.decisionId),
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
const effectiveOf = (
  { fromAndIncluding, decidedOn }: Decision,
  zone: string,
  calendar: Calendar,
): Resolved | undefined => {
  try {
    return resolveFrom(fromAndIncluding ?? decidedOn, zone, calendar);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
};
