import type { Awaiting } from '../domain/awaiting.ts';
import { boundariesOf, validityAt } from '../domain/boundary.ts';
import type { Boundary, Document, Validity } from '../domain/document.ts';
import type { Instant, LocalDate } from '../domain/instant.ts';
import { type Interval, intervalAt } from '../domain/interval.ts';
import { refuse } from '../domain/refusal.ts';
import { successorOf } from '../domain/replacements.ts';
import { type Status, type Timeline, timeline } from '../domain/timeline.ts';
import { asOf, type DocumentDependencies, type UseCaseDependencies } from './document-write.ts';

/** A document as it stands at an instant, as a whole or for one party. */
export interface DocumentView {
  /** As stored: status, plan and version in it may be behind. */
  readonly document: Document;
  readonly status: Status;
  /** Null where the status has never changed. */
  readonly since: Instant | null;
  readonly version?: number;
  readonly decisionId?: string;
  /** The first day on which the decision behind the status is legally final, as far as is known. */
  readonly legallyFinalOn?: LocalDate;
  /** Decisions whose date of effect is not known yet. */
  readonly awaiting: readonly Awaiting[];
  readonly validity: Validity;
  readonly next: Boundary | undefined;
  /** The document that takes over by the next change, where that replaces it. */
  readonly nextReplacedBy?: string;
  /** What its decisions amount to, where they were read. */
  readonly timeline?: Timeline;
  /** Planned boundaries and milestones that have passed and are not written yet. */
  readonly passed: number;
}

/**
 * The document as a whole at this moment. Its decisions are read only to name what is to take over from it, or where
 * it was written by a clock that is ahead of this moment.
 */
export const viewNow = async (
  dependencies: DocumentDependencies,
  document: Document,
  now: Instant,
): Promise<DocumentView> => {
  // Whoever wrote last may have a clock that is ahead: what holds by now is then for the decisions to say.
  if (document.toldThrough > now) {
    const whole = await timelineOf(dependencies, document);
    return viewAt(dependencies, document, whole, { at: now, now });
  }
  const standing = await asOf(dependencies, document, now);
  const { current, planned, awaiting, causes } = standing;
  const next = foremost(planned);
  const whole = next?.to === 'replaced' ? await timelineOf(dependencies, document) : undefined;
  return {
    document,
    ...current,
    ...finalOn(causes[current.decisionId ?? '']),
    awaiting,
    next,
    ...(whole && nextSuccessor(next, whole)),
    passed: passedOf(document, now),
  };
};

/** The document or one of its parties at any instant. */
export const viewAt = (
  { calendar }: Pick<UseCaseDependencies, 'calendar'>,
  document: Document,
  whole: Timeline,
  asked: { readonly at: Instant; readonly party?: string | undefined; readonly now: Instant },
): DocumentView => {
  const { at, party, now } = asked;
  const intervals = intervalsOf(document, whole, party);
  const { status, version, decisionId } = intervalAt(intervals, at);
  const coming = boundariesOf(whole, document.timeZone, calendar).filter(
    (boundary) => boundary.at > at && (party === undefined || boundary.party === party),
  );
  const next = foremost(coming);
  return {
    document,
    status,
    since: sinceOf(intervals, at),
    ...(version !== undefined && { version }),
    ...(decisionId !== undefined && { decisionId }),
    ...finalOn(whole.finality.get(decisionId ?? '')),
    awaiting: whole.awaiting.filter((one) => party === undefined || one.party === party),
    validity: validityAt(intervals, at, document.timeZone, calendar),
    next,
    ...nextSuccessor(next, whole),
    timeline: whole,
    passed: passedOf(document, now),
  };
};

/** The intervals of the document or of one party. @throws Refusal */
export const intervalsOf = (
  { adoption, parties }: Document,
  whole: Timeline,
  party: string | undefined,
): readonly Interval[] => {
  if (party === undefined) return whole.document;
  const pointer = '/query/party';
  if (adoption === 'common') {
    const message = 'This document is adopted in common: its status is the same for every party.';
    throw refuse('party_not_applicable', pointer, message);
  }
  const intervals = whole.parties.get(party);
  if (intervals !== undefined) return intervals;
  const message = `"${party}" is not one of its ${parties.length} parties.`;
  throw refuse('unknown_party', pointer, message);
};

/** When the status that holds at the instant began; a new version does not begin it anew. */
export const sinceOf = (intervals: readonly Interval[], at: Instant): Instant | null => {
  const begun = intervals.filter(({ from }) => from === null || from <= at);
  const status = begun.at(-1)?.status;
  const before = begun.findLastIndex((interval) => interval.status !== status);
  return begun[before + 1]?.from ?? null;
};

/** The document that takes over, where a replacement is what the status comes from. */
export const replacedBy = async (
  dependencies: DocumentDependencies,
  { document, status, decisionId, timeline: known }: DocumentView,
): Promise<string | undefined> => {
  if (status !== 'replaced' || decisionId === undefined) return;
  const whole = known ?? (await timelineOf(dependencies, document));
  const held = [whole.document, ...whole.parties.values()]
    .flat()
    .find((interval) => interval.status === status && interval.decisionId === decisionId);
  return held && successorOf(held, whole.acts);
};

const nextSuccessor = (next: Boundary | undefined, whole: Timeline) => {
  if (next?.to !== 'replaced') return {};
  const intervals = next.party === undefined ? whole.document : whole.parties.get(next.party);
  const successor = intervals && successorOf(intervalAt<Status>(intervals, next.at), whole.acts);
  return successor === undefined ? {} : { nextReplacedBy: successor };
};

const timelineOf = async (
  { repository, calendar }: DocumentDependencies,
  document: Document,
): Promise<Timeline> =>
  timeline(document, await repository.decisions(document.documentId), calendar);

const finalOn = (known: { readonly legallyFinalOn?: LocalDate } | undefined) =>
  known?.legallyFinalOn === undefined ? {} : { legallyFinalOn: known.legallyFinalOn };

const passedOf = ({ planned, milestones }: Document, now: Instant): number =>
  [...planned, ...milestones].filter(({ at }) => at <= now).length;

/** The first to come; of several at one instant the document's own. */
const foremost = (coming: readonly Boundary[]): Boundary | undefined => {
  const [first] = coming;
  return coming.find(({ at, party }) => at === first?.at && party === undefined) ?? first;
};
