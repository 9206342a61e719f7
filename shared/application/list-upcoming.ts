import { boundariesOf } from '../domain/boundary.ts';
import type { Boundary, DecisionSummary, Document } from '../domain/document.ts';
import type { Instant } from '../domain/instant.ts';
import { summariesOf } from '../domain/summary.ts';
import { timeline } from '../domain/timeline.ts';
import { asOf, type UseCaseDependencies } from './document-write.ts';
import { dueInOrder } from './due-in-order.ts';

/** A boundary that is yet to come. */
export interface UpcomingView {
  readonly document: Document;
  readonly boundary: Boundary;
  readonly decision: DecisionSummary | undefined;
}

/** Where a reader of the list stands. */
export interface UpcomingPlace {
  /** The last one read: its instant, its document, and which of the document's at that instant. */
  readonly after: readonly [at: Instant, documentId: string, index: number];
  /** No document before this one in the due index has anything left for the reader. */
  readonly from: Key;
}

type Key = readonly [dueAt: Instant, documentId: string];

interface Coming extends UpcomingView {
  readonly place: UpcomingPlace['after'];
  readonly due: Key;
}

const chunk = 100;
const endOfTime: Instant = '9999-12-31T23:59:59.999Z';

/**
 * Coming changes in order of time. A document's later changes come after its next one, so once the
 * due index has been read to an instant every change before that instant is known.
 */
export const listUpcoming = async (
  dependencies: UseCaseDependencies,
  query: {
    readonly until?: Instant | undefined;
    readonly place?: UpcomingPlace | undefined;
    readonly limit: number;
  },
): Promise<{ readonly items: readonly UpcomingView[]; readonly place?: UpcomingPlace }> => {
  const { repository, clock } = dependencies;
  const { place, limit, until = endOfTime } = query;
  const now = clock.now();
  let known: Coming[] = [];

  const load = async (dueAt: Instant, documentIds: readonly string[]) => {
    const documents = await repository.documents(documentIds);
    const coming = await Promise.all(
      documents.map((document) => comingOf(dependencies, document, dueAt, now)),
    );
    known = [...known, ...coming.flat()]
      .filter(({ place: [at] }) => at <= until)
      .filter((one) => place === undefined || compare(one.place, place.after) > 0)
      .toSorted((a, b) => compare(a.place, b.place));
  };
  const pageBefore = (frontier: Key | undefined) => {
    const certain = known.filter(
      (one) => frontier === undefined || compare(one.place, frontier) < 0,
    );
    if (certain.length < limit) return;
    const items = certain.slice(0, limit);
    const after = items.at(-1)?.place;
    const left = known.slice(limit).map(({ due }) => due);
    const [from] = [...left, ...(frontier ? [frontier] : [])].toSorted(compare);
    return { items, ...(after && from && { place: { after, from } }) };
  };

  const range = { changes: true as const, until, ...(place && { from: place.from[0] }) };
  for await (const { dueAt, documentIds } of dueInOrder(repository, range)) {
    const unread = documentIds.filter(
      (documentId) => place === undefined || compare([dueAt, documentId], place.from) >= 0,
    );
    for (let start = 0; start < unread.length; start += chunk) {
      const ids = unread.slice(start, start + chunk);
      const page = pageBefore([dueAt, ids[0] ?? '']);
      if (page) return page;
      await load(dueAt, ids);
    }
  }
  return pageBefore(undefined) ?? { items: known };
};

const comingOf = async (
  dependencies: UseCaseDependencies,
  document: Document,
  dueAt: Instant,
  now: Instant,
): Promise<Coming[]> => {
  const { documentId } = document;
  const { boundaries, causes } = await planOf(dependencies, document, now);
  return boundaries.map((boundary, index) => {
    const { at, decisionId = '' } = boundary;
    const first = boundaries.findIndex((other) => other.at === at);
    return {
      document,
      boundary,
      decision: causes[decisionId],
      place: [at, documentId, index - first],
      due: [dueAt, documentId],
    };
  });
};

const planOf = async (
  dependencies: UseCaseDependencies,
  document: Document,
  now: Instant,
): Promise<{
  readonly boundaries: readonly Boundary[];
  readonly causes: Readonly<Record<string, DecisionSummary | undefined>>;
}> => {
  const { repository, calendar } = dependencies;
  const { planned, plannedInFull, causes } = await asOf(dependencies, document, now);
  if (plannedInFull) return { boundaries: planned, causes };
  const decisions = await repository.decisions(document.documentId);
  const whole = timeline(document, decisions, calendar);
  return {
    boundaries: boundariesOf(whole, document.timeZone, calendar).filter(({ at }) => at > now),
    causes: Object.fromEntries(summariesOf(whole)),
  };
};

const compare = (a: readonly (string | number)[], b: readonly (string | number)[]): number => {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
};
