import type { CloudEvent } from '../domain/events.ts';
import { matches, type SubscriptionFilter } from '../domain/subscription.ts';
import type { EventLog, Repository } from './ports.ts';

/** A document's events from a sequence up to where the reader stands, in order. */
interface Tail {
  readonly first: number;
  readonly events: CloudEvent[];
}

/** Events read for one page at the most, spread over the documents. */
const mostRead = 500;

/** Matching events of the documents that a filter names, newest first, back from a sequence of each. */
export const backInDocuments = async (
  {
    events,
    repository,
  }: {
    readonly events: Pick<EventLog, 'ofDocument'>;
    readonly repository: Pick<Repository, 'documents'>;
  },
  {
    filter,
    below,
    most,
  }: {
    readonly filter: SubscriptionFilter & { readonly documentIds: readonly string[] };
    readonly below: readonly number[] | undefined;
    readonly most: number;
  },
): Promise<{
  readonly events: readonly CloudEvent[];
  readonly next?: { readonly below: readonly number[] };
}> => {
  const documentIds = [...new Set(filter.documentIds)];
  const starts = below ?? (await endsOf(repository, documentIds));
  const size = Math.max(most, Math.floor(mostRead / documentIds.length));
  const tails = await Promise.all(
    documentIds.map((documentId, index) => tailOf(events, documentId, starts[index] ?? 1, size)),
  );
  const found: CloudEvent[] = [];
  for (const event of newestFirst(tails)) {
    if (matches(filter, event)) found.push(event);
    if (found.length === most) break;
  }
  const next = tails.map(({ first, events: left }) => first + left.length);
  return { events: found, ...(next.some((sequence) => sequence > 1) && { next: { below: next } }) };
};

/** One above each document's latest event; one that there is not has none. */
const endsOf = async (
  repository: Pick<Repository, 'documents'>,
  documentIds: readonly string[],
): Promise<readonly number[]> => {
  const documents = await repository.documents(documentIds);
  const sequences = new Map(documents.map(({ documentId, sequence }) => [documentId, sequence]));
  return documentIds.map((documentId) => (sequences.get(documentId) ?? 0) + 1);
};

const tailOf = async (
  events: Pick<EventLog, 'ofDocument'>,
  documentId: string,
  below: number,
  size: number,
): Promise<Tail> => {
  const first = Math.max(1, below - size);
  const found: CloudEvent[] = [];
  for (let after = first - 1; after < below - 1; after = first - 1 + found.length) {
    // A page of the store may be smaller than asked for; the latest events may not be there yet.
    const page = await events.ofDocument({ documentId, after, limit: below - 1 - after });
    if (page.length === 0) break;
    found.push(...page);
  }
  return { first, events: found };
};

/**
 * Takes events off the tails by time of recording, each document's in its order. It ends where a tail
 * does whose document has older events, which may come before those of others.
 */
function* newestFirst(tails: readonly Tail[]): Generator<CloudEvent> {
  const told = tails.filter(({ events }) => events.length > 0);
  while (told.every(({ first, events }) => events.length > 0 || first === 1)) {
    const [latest] = told
      .filter(({ events }) => events.length > 0)
      .toSorted((a, b) => (timeOf(a) < timeOf(b) ? 1 : -1));
    const event = latest?.events.pop();
    if (event === undefined) return;
    yield event;
  }
}

const timeOf = ({ events }: Tail): string => events.at(-1)?.recordedtime ?? '';
