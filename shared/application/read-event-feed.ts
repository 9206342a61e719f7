import type { CloudEvent } from '../domain/events.ts';
import { matches, type SubscriptionFilter } from '../domain/subscription.ts';
import type { EventLog, Repository } from './ports.ts';
import { backInDocuments } from './read-back-documents.ts';

/** Where a reader stands: in the log, or below these sequences of the documents that the filter names. */
export type FeedPlace = { readonly log: string } | { readonly below: readonly number[] };

export interface FeedPage {
  /** Newest first. */
  readonly events: readonly CloudEvent[];
  /** Where older ones come; a page may be short and not the last. */
  readonly next?: FeedPlace;
}

export interface EventFeedDependencies {
  readonly events: Pick<EventLog, 'readBack' | 'ofDocument'>;
  readonly repository: Pick<Repository, 'documents'>;
}

/** The most events that a page has. */
export const mostEvents = 50;

/** Reads of the log for one page, and events in each: a rare event may be on a later page than the first. */
const mostReads = 10;
const eventsPerRead = 250;

/** A page of what the filter matches: documents that it names are followed by themselves, else the log is. */
export const readEventFeed = async (
  dependencies: EventFeedDependencies,
  {
    filter,
    place,
  }: { readonly filter: SubscriptionFilter; readonly place?: FeedPlace | undefined },
): Promise<FeedPage> => {
  const page =
    filter.documentIds === undefined
      ? await backInLog(dependencies, filter, place && 'log' in place ? place.log : undefined)
      : await backInDocuments(dependencies, {
          filter: { ...filter, documentIds: filter.documentIds },
          below: place && 'below' in place ? place.below : undefined,
          most: mostEvents,
        });
  // The log may hold an event twice.
  return { ...page, events: [...new Map(page.events.map((event) => [event.id, event])).values()] };
};

const backInLog = async (
  { events }: EventFeedDependencies,
  filter: SubscriptionFilter,
  start: string | undefined,
): Promise<FeedPage> => {
  const found: CloudEvent[] = [];
  let before = start;
  for (let reads = 0; reads < mostReads; reads++) {
    const from = before === undefined ? {} : { before };
    const missing = mostEvents - found.length;
    const page = await events.readBack({ ...from, limit: reads === 0 ? missing : eventsPerRead });
    const wanted = page.events.filter((event) => matches(filter, event));
    const [last] = wanted.slice(missing - 1);
    found.push(...wanted.slice(0, missing));
    // More than fits on the page: the next one begins behind the last that does.
    const { next } =
      wanted.length > missing && last !== undefined
        ? await events.readBack({ ...from, limit: page.events.indexOf(last) + 1 })
        : page;
    if (next === undefined) return { events: found };
    before = next;
    if (found.length === mostEvents) break;
  }
  return { events: found, ...(before !== undefined && { next: { log: before } }) };
};
