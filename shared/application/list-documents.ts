import type { Document, DocumentType } from '../domain/document.ts';
import type { Instant } from '../domain/instant.ts';
import { normaliseRegistryNumber } from '../domain/registry-number.ts';
import type { DocumentStatus } from '../domain/timeline.ts';
import { timeline } from '../domain/timeline.ts';
import { type DocumentView, viewAt, viewNow } from './document-view.ts';
import type { UseCaseDependencies } from './document-write.ts';
import { dueInOrder } from './due-in-order.ts';
import { inParallel } from './in-parallel.ts';
import { asKnown, checkKnownAt } from './known-document.ts';
import type { Repository } from './ports.ts';

/** Every stated condition must hold. */
export interface DocumentFilter {
  readonly status?: DocumentStatus | undefined;
  readonly type?: DocumentType | undefined;
  readonly party?: string | undefined;
  readonly keyword?: string | undefined;
  readonly registryNumber?: string | undefined;
  /** A change comes before this instant. */
  readonly dueBefore?: Instant | undefined;
}

export interface DocumentPage {
  readonly items: readonly DocumentView[];
  /** Continue below this id; undefined when nothing is left. */
  readonly before?: string;
}

const chunk = 100;
/** A filter without an index reads no more than this, and may find fewer than asked for. */
const mostRead = 500;

/** So many documents are read with all of their decisions at a time. */
const atATime = 10;

type DocumentQuery = DocumentFilter & {
  readonly at?: Instant | undefined;
  /** What was recorded later counts as unknown. */
  readonly knownAt?: Instant | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
};

/**
 * Documents with their true status now, or at another instant as known now or then, newest first, each once over
 * all pages. @throws Refusal known_in_future
 */
export const listDocuments = (
  dependencies: UseCaseDependencies,
  query: DocumentQuery,
): Promise<DocumentPage> =>
  query.at === undefined && query.knownAt === undefined
    ? listNow(dependencies, query)
    : listAsOf(dependencies, query);

/** No index knows of another time: a bounded number is read with their decisions, and what fits is kept. */
const listAsOf = async (
  dependencies: UseCaseDependencies,
  query: DocumentQuery,
): Promise<DocumentPage> => {
  const { repository, clock } = dependencies;
  const { knownAt, limit } = query;
  const now = clock.now();
  checkKnownAt(knownAt, now);
  const ids = await repository.documentIds(page(query.before, chunk));
  const known = (await repository.documents(ids)).filter(
    ({ withdrawnAt, registeredAt }) =>
      withdrawnAt === undefined && (knownAt === undefined || registeredAt <= knownAt),
  );
  const views = new Map<string, DocumentView>();
  await inParallel(known, atATime, async (document) => {
    views.set(document.documentId, await viewAsOf(dependencies, document, query, now));
  });
  const found = ids.flatMap((id) => views.get(id) ?? []).filter((view) => isWanted(view, query));
  const items = found.slice(0, limit);
  const isMore = found.length > limit;
  if (!isMore && ids.length < chunk) return { items };
  const before = isMore ? items.at(-1)?.document.documentId : ids.at(-1);
  return { items, ...(before !== undefined && { before }) };
};

const viewAsOf = async (
  dependencies: UseCaseDependencies,
  stored: Document,
  { at, knownAt }: DocumentQuery,
  now: Instant,
): Promise<DocumentView> => {
  const { document, decisions } = await asKnown(dependencies, stored, knownAt);
  const whole = timeline(document, decisions, dependencies.calendar);
  return viewAt(dependencies, document, whole, { at: at ?? now, now });
};

const listNow = async (
  dependencies: UseCaseDependencies,
  query: DocumentQuery,
): Promise<DocumentPage> => {
  const { repository, clock } = dependencies;
  const now = clock.now();
  const idsBelow = await idsFor(repository, query, now);
  const items: DocumentView[] = [];
  let { before } = query;
  for (let read = 0; read < mostRead; read += chunk) {
    const ids = await idsBelow(before, chunk);
    for (const document of await repository.documents(ids)) {
      before = document.documentId;
      if (document.withdrawnAt !== undefined) continue;
      const view = await viewNow(dependencies, document, now);
      if (isWanted(view, query)) items.push(view);
      if (items.length === query.limit) return { items, before };
    }
    if (ids.length < chunk) return { items };
    before = ids.at(-1);
  }
  return { items, ...(before !== undefined && { before }) };
};

/** Ids below another, newest first, fewer than the limit only at the end. */
type Ids = (before: string | undefined, limit: number) => Promise<readonly string[]>;

const idsFor = async (
  repository: Repository,
  { status, dueBefore }: DocumentFilter,
  now: Instant,
): Promise<Ids> => {
  if (dueBefore !== undefined) {
    const due = await dueIds(repository, dueBefore);
    return async (before, limit) => below(due, before).slice(0, limit);
  }
  if (status === undefined) return (before, limit) => repository.documentIds(page(before, limit));
  // The index has the status that was written; what is due now may have this one already.
  const due = await dueIds(repository, now);
  return async (before, limit) => {
    const indexed = await repository.documentIds({ status, ...page(before, limit) });
    return newestFirst([...indexed, ...below(due, before)]).slice(0, limit);
  };
};

const page = (before: string | undefined, limit: number) => ({
  limit,
  ...(before !== undefined && { before }),
});

const dueIds = async (repository: Repository, until: Instant): Promise<readonly string[]> => {
  const ids: string[] = [];
  for await (const { documentIds } of dueInOrder(repository, { changes: true, until }))
    ids.push(...documentIds);
  return newestFirst(ids);
};

const newestFirst = (ids: readonly string[]): readonly string[] =>
  [...new Set(ids)].sort().reverse();

const below = (ids: readonly string[], before: string | undefined): readonly string[] =>
  before === undefined ? ids : ids.filter((id) => id < before);

const isWanted = ({ document, status, next }: DocumentView, wanted: DocumentFilter): boolean =>
  (wanted.status === undefined || status === wanted.status) &&
  (wanted.type === undefined || document.type === wanted.type) &&
  (wanted.party === undefined || document.parties.some(({ id }) => id === wanted.party)) &&
  (wanted.keyword === undefined || document.keywords.includes(wanted.keyword)) &&
  (wanted.registryNumber === undefined ||
    (document.registryNumber !== undefined &&
      normaliseRegistryNumber(document.registryNumber) ===
        normaliseRegistryNumber(wanted.registryNumber))) &&
  (wanted.dueBefore === undefined || (next !== undefined && next.at < wanted.dueBefore));
