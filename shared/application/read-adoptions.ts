import { type Act, type ActKind, byLegalOrder } from '../domain/decision.ts';
import type { DecisionSummary, Document, Party } from '../domain/document.ts';
import type { Instant } from '../domain/instant.ts';
import { type Interval, intervalAt, type Lanes } from '../domain/interval.ts';
import { undoneAt } from '../domain/standing.ts';
import { summaryOf } from '../domain/summary.ts';
import { type Status, type Timeline, timeline } from '../domain/timeline.ts';
import { sinceOf } from './document-view.ts';
import type { UseCaseDependencies } from './document-write.ts';
import { knownDocument } from './known-document.ts';
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
  { documentId, at: asked, knownAt }: Omit<Asked, 'party'>,
): Promise<readonly AdoptionView[]> => {
  const { calendar, clock } = dependencies;
  const { document, decisions } = await knownDocument(dependencies, documentId, knownAt);
  const whole = timeline(document, decisions, calendar);
  const at = asked ?? clock.now();
  const counts = ({ kind, decisionId }: Act) =>
    isLegal(kind) &&
    !whole.withoutEffect.has(decisionId) &&
    !undoneAt(whole.undone.get(decisionId), at);
  const own = [...whole.acts.values()]
    .filter(counts)
    .filter(({ decidedOn }) => calendar.startOfDay(decidedOn, document.timeZone) <= at)
    .toSorted(byLegalOrder);
  return document.parties.map((party) => {
    const intervals = intervalsFor(document, whole, party);
    const decision = own.findLast((one) => one.party === party.id) ?? causeOf(intervals, at, whole);
    return {
      party,
      status: intervalAt(intervals, at).status,
      since: sinceOf(intervals, at),
      decision: decision && summaryOf(decision, whole),
    };
  });
};

/** Adopted in common, a document is decided about for all of its parties at once. */
const intervalsFor = (
  { adoption }: Document,
  { document, parties }: Lanes,
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
const isLegal = (kind: ActKind): boolean => kind !== 'propose' && kind !== 'recommend';

const causeOf = (
  intervals: readonly Interval[],
  at: Instant,
  { acts }: Timeline,
): Act | undefined =>
  intervals
    .filter(({ from }) => from === null || from <= at)
    .flatMap(({ decisionId }) => acts.get(decisionId ?? '') ?? [])
    .at(-1);
