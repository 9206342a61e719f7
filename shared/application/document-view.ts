import { boundariesOf, validityAt } from '../domain/boundary.ts';
import type { Decision } from '../domain/decision.ts';
import type { Boundary, Document, Validity } from '../domain/document.ts';
import type { Instant } from '../domain/instant.ts';
import { type Interval, intervalAt, type Timeline } from '../domain/interval.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Status } from '../domain/timeline.ts';
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
  readonly validity: Validity;
  readonly next: Boundary | undefined;
  /** Planned boundaries that have passed and are not written yet. */
  readonly passed: number;
}

/** The document as a whole at this moment, without reading its decisions. */
export const viewNow = async (
  dependencies: DocumentDependencies,
  document: Document,
  now: Instant,
): Promise<DocumentView> => {
  const { current, planned } = await asOf(dependencies, document, now);
  return { document, ...current, next: foremost(planned), passed: passedOf(document, now) };
};

/** The document or one of its parties at any instant. */
export const viewAt = (
  { calendar }: Pick<UseCaseDependencies, 'calendar'>,
  document: Document,
  timeline: Timeline,
  asked: { readonly at: Instant; readonly party?: string | undefined; readonly now: Instant },
): DocumentView => {
  const { at, party, now } = asked;
  const intervals = intervalsOf(document, timeline, party);
  const { status, version, decisionId } = intervalAt(intervals, at);
  const coming = boundariesOf(timeline, document.timeZone, calendar).filter(
    (boundary) => boundary.at > at && (party === undefined || boundary.party === party),
  );
  return {
    document,
    status,
    since: sinceOf(intervals, at),
    ...(version !== undefined && { version }),
    ...(decisionId !== undefined && { decisionId }),
    validity: validityAt(intervals, at, document.timeZone, calendar),
    next: foremost(coming),
    passed: passedOf(document, now),
  };
};

/** The intervals of the document or of one party. @throws Refusal */
export const intervalsOf = (
  { adoption, parties }: Document,
  timeline: Timeline,
  party: string | undefined,
): readonly Interval[] => {
  if (party === undefined) return timeline.document;
  const pointer = '/query/party';
  if (adoption === 'common') {
    const message = 'This document is adopted in common: its status is the same for every party.';
    throw new Refusal('party_not_applicable', message, [{ pointer, message }]);
  }
  const intervals = timeline.parties.get(party);
  if (intervals !== undefined) return intervals;
  const message = `"${party}" is not one of its ${parties.length} parties.`;
  throw new Refusal('unknown_party', message, [{ pointer, message }]);
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
  { repository }: Pick<DocumentDependencies, 'repository'>,
  { document, status, decisionId }: DocumentView,
): Promise<string | undefined> => {
  if (status !== 'replaced' || decisionId === undefined) return;
  const decision: Decision | undefined = await repository.decision(document.documentId, decisionId);
  return decision?.kind === 'replace' ? decision.replacedBy : undefined;
};

const passedOf = ({ planned }: Document, now: Instant): number =>
  planned.filter(({ at }) => at <= now).length;

/** The first to come; of several at one instant the document's own. */
const foremost = (coming: readonly Boundary[]): Boundary | undefined => {
  const [first] = coming;
  return coming.find(({ at, party }) => at === first?.at && party === undefined) ?? first;
};
