import type { Decision } from '../domain/decision.ts';
import type { Document, Replaced } from '../domain/document.ts';
import type { Instant } from '../domain/instant.ts';
import { knownBy } from '../domain/known.ts';
import { Refusal, refuse } from '../domain/refusal.ts';
import { replacementsOf } from '../domain/replacements.ts';
import { timeline } from '../domain/timeline.ts';
import { type DocumentDependencies, existing, type UseCaseDependencies } from './document-write.ts';

/** A document with its decisions as they were known at an instant. */
export interface Known {
  readonly document: Document;
  readonly decisions: readonly Decision[];
}

/** Nothing can be read as it will be known. @throws Refusal known_in_future */
export const checkKnownAt = (knownAt: Instant | undefined, now: Instant): void => {
  if (knownAt === undefined || knownAt <= now) return;
  const message = `What will be known then is not known yet: knownAt is after now, ${now}. Leave it out to read what is known now.`;
  throw refuse('known_in_future', '/query/knownAt', message);
};

/** The document as it was known at the instant, or is known now. @throws Refusal */
export const knownDocument = async (
  dependencies: UseCaseDependencies,
  documentId: string,
  knownAt: Instant | undefined,
): Promise<Known> => {
  checkKnownAt(knownAt, dependencies.clock.now());
  const document = await existing(dependencies, documentId);
  if (knownAt !== undefined && document.registeredAt > knownAt) {
    throw new Refusal(
      'document_not_found',
      `The document was registered at ${document.registeredAt}: at ${knownAt} it was not known.`,
    );
  }
  return asKnown(dependencies, document, knownAt);
};

/** The same of a document that has been read. */
export const asKnown = async (
  dependencies: DocumentDependencies,
  document: Document,
  knownAt: Instant | undefined,
): Promise<Known> => {
  const decisions = await dependencies.repository.decisions(document.documentId);
  const known = knownBy(document, decisions, knownAt);
  if (knownAt === undefined || document.replaces.length === 0) return known;
  const replaces = await replacesKnownAt(dependencies, document, knownAt);
  return { ...known, document: { ...known.document, replaces } };
};

/** What it took over from, as the decisions about those others were known. */
const replacesKnownAt = async (
  { repository, calendar }: DocumentDependencies,
  { documentId, replaces }: Document,
  knownAt: Instant,
): Promise<readonly Replaced[]> => {
  const ids = [...new Set(replaces.map((replaced) => replaced.documentId))];
  const predecessors = await repository.documents(ids);
  const found = await Promise.all(
    predecessors.map(async (predecessor) => {
      const decisions = await repository.decisions(predecessor.documentId);
      const known = knownBy(predecessor, decisions, knownAt);
      const whole = timeline(known.document, known.decisions, calendar);
      return replacementsOf(predecessor.documentId, whole).get(documentId) ?? [];
    }),
  );
  return found.flat();
};
