import { boundariesOf } from '../domain/boundary.ts';
import type { Instant } from '../domain/instant.ts';
import { type Timeline, timeline } from '../domain/timeline.ts';
import { type DocumentView, viewAt, viewNow } from './document-view.ts';
import { existing, type UseCaseDependencies } from './document-write.ts';
import { knownDocument } from './known-document.ts';

/** What is asked about a document: now or at another instant, as known now or then, as a whole or for one party. */
export interface Asked {
  readonly documentId: string;
  readonly at?: Instant | undefined;
  /** What was recorded later counts as unknown. */
  readonly knownAt?: Instant | undefined;
  readonly party?: string | undefined;
}

/** Reads a document; right to the millisecond, whether or not a change has been written. @throws Refusal */
export const readDocument = async (
  dependencies: UseCaseDependencies,
  { documentId, at, knownAt, party }: Asked,
): Promise<DocumentView> => {
  const now = dependencies.clock.now();
  if (at === undefined && knownAt === undefined && party === undefined) {
    return viewNow(dependencies, await existing(dependencies, documentId), now);
  }
  const { document, decisions } = await knownDocument(dependencies, documentId, knownAt);
  const whole = timeline(document, decisions, dependencies.calendar);
  const view = viewAt(dependencies, document, whole, { at: at ?? now, party, now });
  return knownAt === undefined ? view : { ...view, passed: begun(dependencies, view, whole, now) };
};

/** The plan that is stored says nothing of when time changes what was known before. */
const begun = (
  { calendar }: UseCaseDependencies,
  { document }: DocumentView,
  whole: Timeline,
  now: Instant,
): number => boundariesOf(whole, document.timeZone, calendar).filter(({ at }) => at <= now).length;
