import type { Instant } from '../domain/instant.ts';
import { timeline } from '../domain/timeline.ts';
import { type DocumentView, viewAt, viewNow } from './document-view.ts';
import { existing, type UseCaseDependencies } from './document-write.ts';

/** What is asked about a document: now or at another instant, as a whole or for one party. */
export interface Asked {
  readonly documentId: string;
  readonly at?: Instant | undefined;
  readonly party?: string | undefined;
}

/** Reads a document; right to the millisecond, whether or not a change has been written. @throws Refusal */
export const readDocument = async (
  dependencies: UseCaseDependencies,
  { documentId, at, party }: Asked,
): Promise<DocumentView> => {
  const { repository, calendar, clock } = dependencies;
  const document = await existing(dependencies, documentId);
  const now = clock.now();
  if (at === undefined && party === undefined) return viewNow(dependencies, document, now);
  const decisions = await repository.decisions(documentId);
  const whole = timeline(document, decisions, calendar);
  return viewAt(dependencies, document, whole, { at: at ?? now, party, now });
};
