import { asksFor } from '../domain/calendar-filter.ts';
import { type DatedChange, datedChanges } from '../domain/dated-change.ts';
import type { DecisionSummary, Document } from '../domain/document.ts';
import type { LocalDate } from '../domain/instant.ts';
import type { SubscriptionFilter } from '../domain/subscription.ts';
import { summariesOf } from '../domain/summary.ts';
import { timeline } from '../domain/timeline.ts';
import type { DocumentDependencies } from './document-write.ts';
import { inParallel } from './in-parallel.ts';
import type { Repository } from './ports.ts';

/** One entry of a calendar. */
export interface CalendarEntry {
  readonly document: Document;
  readonly change: DatedChange;
  /** In the document's zone. */
  readonly date: LocalDate;
  readonly decision: DecisionSummary | undefined;
}

export interface CalendarView {
  /** The latest date first. */
  readonly entries: readonly CalendarEntry[];
  /** There are documents or dates that did not fit. */
  readonly isCut: boolean;
}

/** How much of an archive one calendar shows: an answer is made within seconds and stays below 6 MB. */
export const calendarLimits = { documents: 200, decisions: 2_000, dates: 1_000 } as const;

const chunk = 100;
/** A filter reads no more documents than this, the newest. */
const mostRead = 1_000;

/** Dates on which something takes effect or ceases, past and coming, of the newest documents. */
export const readCalendar = async (
  dependencies: DocumentDependencies,
  { filter }: { readonly filter: SubscriptionFilter },
): Promise<CalendarView> => {
  const { documents, isCut } = await decidedDocuments(dependencies.repository, filter);
  const entries = new Map<string, readonly CalendarEntry[]>();
  await inParallel(documents, 8, async (document) => {
    entries.set(document.documentId, await entriesOf(dependencies, document, filter));
  });
  const all = documents
    .flatMap(({ documentId }) => entries.get(documentId) ?? [])
    .toSorted((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
  return {
    entries: all.slice(0, calendarLimits.dates),
    isCut: isCut || all.length > calendarLimits.dates,
  };
};

const entriesOf = async (
  { repository, calendar }: DocumentDependencies,
  document: Document,
  filter: SubscriptionFilter,
): Promise<readonly CalendarEntry[]> => {
  const decisions = await repository.decisions(document.documentId);
  const summaries = summariesOf(timeline(document, decisions, calendar));
  return datedChanges(document, decisions, calendar)
    .filter(({ boundary }) => asksFor(filter, document, boundary))
    .map((change) => {
      const { at, decisionId } = change.boundary;
      return {
        document,
        change,
        date: calendar.dateAt(at, document.timeZone),
        decision: summaries.get(decisionId ?? ''),
      };
    });
};

/** The newest documents that the filter may ask for and something is decided about. */
const decidedDocuments = async (
  repository: Pick<Repository, 'documents' | 'documentIds'>,
  filter: SubscriptionFilter,
): Promise<{ readonly documents: readonly Document[]; readonly isCut: boolean }> => {
  const documents: Document[] = [];
  let [read, decisions] = [0, 0];
  for await (const document of newestFirst(repository, filter)) {
    read += 1;
    if (document.decisionCount === 0 || !isAbout(filter, document)) continue;
    decisions += document.decisionCount;
    const isFull =
      documents.length === calendarLimits.documents || decisions > calendarLimits.decisions;
    if (isFull && documents.length > 0) return { documents, isCut: true };
    documents.push(document);
  }
  return { documents, isCut: read === mostRead };
};

async function* newestFirst(
  repository: Pick<Repository, 'documents' | 'documentIds'>,
  { documentIds }: SubscriptionFilter,
): AsyncGenerator<Document> {
  if (documentIds !== undefined) {
    yield* await repository.documents([...new Set(documentIds)].toSorted().reverse());
    return;
  }
  let before: string | undefined;
  for (let read = 0; read < mostRead; read += chunk) {
    const ids = await repository.documentIds({ limit: chunk, ...(before && { before }) });
    yield* await repository.documents(ids);
    if (ids.length < chunk) return;
    before = ids.at(-1);
  }
}

const isAbout = (
  { documentTypes, keywords, parties }: SubscriptionFilter,
  document: Document,
): boolean =>
  (documentTypes?.includes(document.type) ?? true) &&
  (keywords?.some((keyword) => document.keywords.includes(keyword)) ?? true) &&
  (parties?.some((party) => document.parties.some(({ id }) => id === party)) ?? true);
