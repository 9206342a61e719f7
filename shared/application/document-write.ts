import type { Calendar } from '../domain/calendar.ts';
import { applyDue } from '../domain/commands.ts';
import type { Change, Document } from '../domain/document.ts';
import type { Instant } from '../domain/instant.ts';
import { nextDue, replan } from '../domain/plan.ts';
import { advance, isExhausted } from '../domain/project.ts';
import { Refusal } from '../domain/refusal.ts';
import { timeline } from '../domain/timeline.ts';
import { PreconditionFailedError } from './errors.ts';
import type { Clock, DocumentWrite, Ids, Repository } from './ports.ts';

export interface DocumentDependencies {
  readonly repository: Repository;
  readonly calendar: Calendar;
}

/** What a use case needs that reads or writes documents. */
export interface UseCaseDependencies extends DocumentDependencies {
  readonly clock: Pick<Clock, 'now'>;
}

/** What a use case needs that makes something with an id of its own. */
export interface CreateDependencies extends UseCaseDependencies {
  readonly ids: Ids;
}

/** The document, which must be there, at one of the revisions if any are stated. @throws Refusal, PreconditionFailedError */
export const existing = async (
  { repository }: { readonly repository: Pick<Repository, 'document'> },
  documentId: string,
  revisions?: readonly number[],
): Promise<Document> => {
  const document = await repository.document(documentId);
  if (document === undefined) {
    throw new Refusal('document_not_found', `There is no document ${documentId}.`);
  }
  if (document.withdrawnAt !== undefined) {
    const what = document.erased === undefined ? 'withdrawn' : 'erased';
    throw new Refusal('document_withdrawn', `The draft was ${what} at ${document.withdrawnAt}.`);
  }
  if (revisions !== undefined && !revisions.includes(document.revision)) {
    throw new PreconditionFailedError(document.revision);
  }
  return document;
};

/**
 * The one way in which a changed document is written: with the events it causes, and with the instant
 * that needs a wake-up where that has moved.
 */
export const writeOf = async (
  dependencies: DocumentDependencies,
  before: Document | undefined,
  change: Change,
): Promise<DocumentWrite> => {
  const document = await planAhead(dependencies, change);
  const wakeAt = document.withdrawnAt === undefined ? nextDue(document) : undefined;
  return {
    document,
    expectedRevision: before?.revision ?? 0,
    facts: change.facts,
    ...(wakeAt !== undefined && wakeAt !== (before && nextDue(before)) && { wakeAt }),
  };
};

/** The document as it is at the instant, written or not. */
export const asOf = async (
  dependencies: DocumentDependencies,
  document: Document,
  now: Instant,
): Promise<Document> => {
  const { calendar } = dependencies;
  const advanced = advance(document, { now, calendar }).document;
  if (!isExhausted(advanced, now)) return advanced;
  const planned = await planAhead(dependencies, { document: advanced, facts: [] });
  return planned.planned.some(({ at }) => at <= now) ? asOf(dependencies, planned, now) : planned;
};

/** The write that time alone makes necessary, or none. */
export const dueWrite = async (
  dependencies: DocumentDependencies,
  document: Document,
  now: Instant,
): Promise<DocumentWrite | undefined> => {
  const change = applyDue(document, { now, calendar: dependencies.calendar });
  return change.document === document ? undefined : writeOf(dependencies, document, change);
};

const planAhead = async (
  { repository, calendar }: DocumentDependencies,
  change: Change,
): Promise<Document> => {
  const { document } = change;
  if (document.plannedInFull || document.planned.length > 0) return document;
  const decisions = await repository.decisions(document.documentId);
  return replan(document, change.facts, timeline(document, decisions, calendar), calendar);
};
