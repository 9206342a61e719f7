import type { DocumentType } from '../domain/document.ts';
import type { Instant } from '../domain/instant.ts';
import { normaliseRegistryNumber } from '../domain/registry-number.ts';
import type { DocumentStatus } from '../domain/timeline.ts';
import { type DocumentView, viewNow } from './document-view.ts';
import type { UseCaseDependencies } from './document-write.ts';
import { dueInOrder } from './due-in-order.ts';
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

/** Documents with their true status now, newest first, each once over all pages. */
export const listDocuments = async (
  dependencies: UseCaseDependencies,
  query: DocumentFilter & { readonly before?: string | undefined; readonly limit: number },
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
  for await (const { documentIds } of dueInOrder(repository, { until })) ids.push(...documentIds);
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
