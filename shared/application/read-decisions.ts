import type { Awaiting } from '../domain/awaiting.ts';
import type { Calendar } from '../domain/calendar.ts';
import {
  type Act,
  byRecording,
  caseNumberOf,
  type Decision,
  type DecisionFacts,
  isAct,
} from '../domain/decision.ts';
import type { Document } from '../domain/document.ts';
import type { Resolved } from '../domain/effective-date.ts';
import type { Finality } from '../domain/finality.ts';
import type { LocalDate } from '../domain/instant.ts';
import { proposedDate } from '../domain/milestone.ts';
import { entryOf, factsOf } from '../domain/record.ts';
import { Refusal } from '../domain/refusal.ts';
import { normaliseRegistryNumber } from '../domain/registry-number.ts';
import type { Undone } from '../domain/standing.ts';
import { effectOf } from '../domain/steps.ts';
import { type Timeline, timeline, type WithoutEffect } from '../domain/timeline.ts';
import { type DocumentDependencies, existing } from './document-write.ts';
import type { Page } from './ports.ts';

/** A decision with what it amounts to beside the others. */
export interface DecisionView {
  readonly documentId: string;
  /** As the record has it now; one that is struck, as it was recorded. */
  readonly decision: Decision;
  /** The wrong record, where another one took its place. */
  readonly asRecorded: DecisionFacts | undefined;
  /** There was no such decision: its record was wrong altogether. */
  readonly struck: boolean;
  /** Undefined while its date is awaited, where its local time no longer exists, and for what has no effect of its own. */
  readonly effective: Resolved | undefined;
  readonly effectiveBeforeDecided: boolean;
  readonly withoutEffect: WithoutEffect | undefined;
  /** Over which stretches of time it does not count, and the decision that undid it. */
  readonly undone: readonly Undone[];
  /** The correction of this record, where it was wrong. */
  readonly correctedBy: string | undefined;
  /** The later correction of the same record, of a correction that counts no more. */
  readonly supersededBy: string | undefined;
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

/** Decisions by registry number, as recorded or as corrected, across documents: each once over all pages. */
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
  const found = firstFinds(views.flat(), caseNumber);
  return {
    items: page.items.flatMap(({ decision }) => found.get(decision.decisionId) ?? []),
    ...(page.next !== undefined && { next: page.next }),
  };
};

/**
 * The decision to show for each entry that is found by the number: for a correction the decision that it corrects.
 * Of several entries about one decision, the one recorded first stands for it.
 */
const firstFinds = (
  views: readonly DecisionView[],
  caseNumber: string,
): ReadonlyMap<string, DecisionView> => {
  const wanted = normaliseRegistryNumber(caseNumber);
  const byId = new Map(views.map((view) => [view.decision.decisionId, view]));
  const first = new Map<string, string>();
  for (const { decision, asRecorded } of views) {
    const stated = caseNumberOf(asRecorded ?? decision);
    if (stated === undefined || normaliseRegistryNumber(stated) !== wanted) continue;
    const shown = decision.kind === 'correct' ? decision.corrects : decision.decisionId;
    const known = first.get(shown);
    if (known === undefined || decision.decisionId < known) first.set(shown, decision.decisionId);
  }
  return new Map(
    [...first].flatMap(([shown, entry]) => {
      const view = byId.get(shown);
      return view === undefined ? [] : [[entry, view] as const];
    }),
  );
};

/** A decision beside the timeline that it is part of. */
export const viewOfDecision = (
  { documentId, timeZone }: Document,
  recorded: Decision,
  whole: Timeline,
  calendar: Calendar,
): DecisionView => {
  const { decisionId } = recorded;
  const correction = whole.corrected.get(decisionId);
  const struck = correction !== undefined && correction.record === undefined;
  const decision = correction?.record ? { ...correction.record, ...entryOf(recorded) } : recorded;
  const standing =
    whole.acts.get(decisionId) ?? (isAct(decision) && !struck ? decision : undefined);
  const effective = standing && effectiveOf(standing, timeZone, calendar);
  const awaiting = whole.awaiting.find((one) => one.decisionId === decisionId);
  return {
    documentId,
    decision,
    asRecorded: correction?.record && factsOf(recorded),
    struck,
    effective,
    effectiveBeforeDecided:
      standing !== undefined &&
      effective !== undefined &&
      effective.at < calendar.startOfDay(standing.decidedOn, timeZone),
    withoutEffect: whole.withoutEffect.get(decisionId),
    undone: whole.undone.get(decisionId) ?? [],
    correctedBy: correction?.decisionId,
    supersededBy: supersededBy(recorded, whole),
    finality: whole.finality.get(decisionId),
    awaiting,
    proposedDate: awaiting?.metAt && proposedDate(awaiting.metAt, timeZone, calendar),
  };
};

const supersededBy = (recorded: Decision, { corrected }: Timeline): string | undefined => {
  const latest = recorded.kind === 'correct' ? corrected.get(recorded.corrects) : undefined;
  return latest !== undefined && byRecording(latest, recorded) > 0 ? latest.decisionId : undefined;
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
