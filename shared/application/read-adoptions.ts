import { byLegalOrder, type Decision, type DecisionKind } from '../domain/decision.ts';
import type { DecisionSummary, Document, Party } from '../domain/document.ts';
import type { Instant } from '../domain/instant.ts';
import { type Interval, intervalAt, type Timeline } from '../domain/interval.ts';
import { summaryOf } from '../domain/project.ts';
import { type Status, timeline } from '../domain/timeline.ts';
import { sinceOf } from './document-view.ts';
import { existing, type UseCaseDependencies } from './document-write.ts';
import type { Asked } from './read-document.ts';

/** A row of the adoption matrix. */
export interface AdoptionView {
  readonly party: Party;
  readonly status: Status;
  readonly since: Instant | null;
  /** The party's own latest decision; for a document adopted in common the one behind its status. */
  readonly decision: DecisionSummary | undefined;
}

/** The adoption matrix: every party with what it has decided, and who has not. @throws Refusal */
export const readAdoptions = async (
  dependencies: UseCaseDependencies,
  { documentId, at: asked }: Omit<Asked, 'party'>,
): Promise<readonly AdoptionView[]> => {
  const { repository, calendar, clock } = dependencies;
  const document = await existing(dependencies, documentId);
  const decisions = await repository.decisions(documentId);
  const whole = timeline(document, decisions, calendar);
  const at = asked ?? clock.now();
  const byId = new Map(decisions.map((decision) => [decision.decisionId, decision]));
  const own = decisions
    .filter(({ kind, decisionId }) => isLegal(kind) && !whole.withoutEffect.has(decisionId))
    .filter(({ decidedOn }) => calendar.startOfDay(decidedOn, document.timeZone) <= at)
    .toSorted(byLegalOrder);
  return document.parties.map((party) => {
    const intervals = intervalsFor(document, whole, party);
    const decision = own.findLast((one) => one.party === party.id) ?? causeOf(intervals, at, byId);
    return {
      party,
      status: intervalAt(intervals, at).status,
      since: sinceOf(intervals, at),
      decision: decision && summaryOf(decision),
    };
  });
};

/** Adopted in common, a document is decided about for all of its parties at once. */
const intervalsFor = (
  { adoption }: Document,
  { document, parties }: Timeline,
  { id }: Party,
): readonly Interval[] =>
  adoption === 'perParty'
    ? (parties.get(id) ?? [])
    : document.map((interval) =>
        interval.status === 'draft' || interval.status === 'proposed'
          ? { status: 'notDecided', from: interval.from, to: interval.to }
          : interval,
      );

/** A proposal or a recommendation decides nothing. */
const isLegal = (kind: DecisionKind): boolean => kind !== 'propose' && kind !== 'recommend';

const causeOf = (
  intervals: readonly Interval[],
  at: Instant,
  decisions: ReadonlyMap<string, Decision>,
): Decision | undefined =>
  intervals
    .filter(({ from }) => from === null || from <= at)
    .flatMap(({ decisionId }) => decisions.get(decisionId ?? '') ?? [])
    .at(-1);
