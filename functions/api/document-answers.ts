import { type DocumentView, replacedBy, viewNow } from '#shared/application/document-view.ts';
import type { DocumentAnswer, DocumentSummary } from '#shared/contracts/document-answer.ts';
import type { Boundary, Document } from '#shared/domain/document.ts';
import { limits } from '#shared/domain/limits.ts';
import type { Timeline } from '#shared/domain/timeline.ts';
import { etagOf } from '#shared/runtime/etag.ts';
import type { ApiDependencies } from './dependencies.ts';

/** The entity tag of what is seen. */
export const tagOf = ({ document, passed }: DocumentView): string =>
  etagOf({ revision: document.revision, passed });

/** The document as it is now, as an answer; its decisions are read where it needs them and has no timeline. */
export const answerNow = async (
  dependencies: ApiDependencies,
  document: Document,
  status: number,
  timeline?: Timeline,
) => {
  const now = dependencies.clock.now();
  const standing = await viewNow(dependencies, document, now);
  const view = { ...standing, ...(timeline && { timeline }) };
  return { status, body: await answerOf(dependencies, view), etag: tagOf(view) };
};

/** A document with its parties. */
export const answerOf = async (
  dependencies: ApiDependencies,
  view: DocumentView,
): Promise<DocumentAnswer> => {
  const successor = await replacedBy(dependencies, view);
  return {
    ...summaryOf(view),
    parties: view.document.parties,
    ...(successor !== undefined && { replacedBy: successor }),
  };
};

/** A row of a list. */
export const summaryOf = (view: DocumentView): DocumentSummary => {
  const { document, status, since, version, legallyFinalOn, awaiting, validity, next } = view;
  const { nextReplacedBy } = view;
  const { owner, registryNumber, reviewBy, supplements, implements: implemented } = document;
  return {
    documentId: document.documentId,
    title: document.title,
    type: document.type,
    language: document.language,
    issuer: document.issuer,
    ...(owner !== undefined && { owner }),
    ...(registryNumber !== undefined && { registryNumber }),
    adoption: document.adoption,
    keywords: document.keywords,
    timeZone: document.timeZone,
    ...(reviewBy !== undefined && { reviewBy }),
    reminders: document.reminders ?? limits.reminders,
    ...(supplements && { supplements }),
    ...(implemented && { implements: implemented }),
    status,
    statusSince: since,
    ...(version !== undefined && { currentVersion: version }),
    ...(legallyFinalOn !== undefined && { legallyFinalOn }),
    ...(awaiting.length > 0 && { awaitingDate: awaiting }),
    validity,
    next: next === undefined ? null : nextOf(next, nextReplacedBy),
    replaces: document.replaces.flatMap(({ undone, ...replaced }) => (undone ? [] : replaced)),
    registeredAt: document.registeredAt,
    registeredBy: document.registeredBy,
    changedAt: document.changedAt,
    revision: document.revision,
    sequence: document.sequence,
  };
};

const nextOf = (boundary: Boundary, replacedBy: string | undefined) => {
  const { at, party, to, version, decisionId } = boundary;
  return {
    at,
    kind: kindOf(boundary),
    status: to,
    ...(party !== undefined && { party }),
    ...(version !== undefined && { version }),
    ...(decisionId !== undefined && { decisionId }),
    ...(replacedBy !== undefined && { replacedBy }),
  };
};

/** What changes at a boundary. */
export const kindOf = ({ party, from, to }: Boundary): 'status' | 'version' | 'party' => {
  if (from === to) return 'version';
  return party === undefined ? 'status' : 'party';
};
