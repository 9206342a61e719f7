import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventLog } from '#shared/adapters/event-log/event-log.ts';
import { memoryLogStore } from '#shared/adapters/memory/event-log.ts';
import { type FeedPlace, mostEvents, readEventFeed } from '#shared/application/read-event-feed.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { matches, type SubscriptionFilter } from '#shared/domain/subscription.ts';
import { event } from '../../support/events.ts';
import { faultPlan, withFaults } from '../../support/faults.ts';
import { draft, step } from '../../support/histories.ts';

const start = '2026-01-01T00:00:00.000Z';
const documentIds = Array.from(
  { length: 6 },
  (_, index) => `01900000-0000-7000-8000-00000000000${index}`,
);

/** An archive in which these documents had an event each, one after the other. */
const archiveOf = async (subjects: readonly number[], isRare: (index: number) => boolean) => {
  const sequences = new Map<string, number>();
  const events = subjects.map((document, index): CloudEvent => {
    const subject = documentIds[document] ?? '';
    const sequence = (sequences.get(subject) ?? 0) + 1;
    sequences.set(subject, sequence);
    const type = isRare(index) ? 'document.withdrawn' : 'document.updated';
    const told = event(type, { sequence });
    const id = `${subject}-${told.sequence}`;
    return { ...told, id, subject, recordedtime: step(start, index) };
  });
  const store = memoryLogStore();
  for (let first = 0; first < events.length; first += 7) {
    await eventLog(store).append(events.slice(first, first + 7));
  }
  const documents = [...sequences].map(([documentId, sequence]) => ({
    ...draft(),
    documentId,
    sequence,
  }));
  const reads = faultPlan({ at: 0 });
  return {
    events,
    log: eventLog(store),
    reads,
    dependencies: {
      events: withFaults(eventLog(store), reads),
      repository: {
        documents: async (ids: readonly string[]) =>
          documents.filter(({ documentId }) => ids.includes(documentId)),
      },
    },
  };
};

type Archive = Awaited<ReturnType<typeof archiveOf>>;

/** Every page, with how many reads of the log each took. */
const pagesOf = async ({ dependencies, reads }: Archive, filter: SubscriptionFilter) => {
  const pages: { events: readonly CloudEvent[]; reads: number }[] = [];
  let place: FeedPlace | undefined;
  do {
    const before = reads.calls;
    const page = await readEventFeed(dependencies, { filter, place });
    pages.push({ events: page.events, reads: reads.calls - before });
    place = page.next;
  } while (place !== undefined);
  return pages;
};

const filters = fc.record(
  {
    types: fc.constantFrom(['document.withdrawn' as const], ['document.updated' as const]),
    documentIds: fc.subarray([...documentIds, '01900000-0000-7000-8000-0000000000ff'], {
      minLength: 1,
    }),
  },
  { requiredKeys: [] },
);

describe('the feed of any events, page by page', () => {
  it('has each that the filter matches once, each document in its order, newest first', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(5), { maxLength: 400, size: 'max' }),
        fc.integer({ min: 1, max: 90 }),
        filters,
        async (subjects, every, filter) => {
          const archive = await archiveOf(subjects, (index) => index % every === 0);
          const pages = await pagesOf(archive, filter);
          for (const { events } of pages) expect(events.length).toBeLessThanOrEqual(mostEvents);
          const wanted = archive.events.filter((one) => matches(filter, one)).toReversed();
          expect(pages.flatMap(({ events }) => events.map(({ id }) => id))).toEqual(
            wanted.map(({ id }) => id),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('takes a bounded number of reads, however rare what is asked for', async () => {
    const archive = await archiveOf(Array(3_000).fill(0), (index) => index === 0);
    const pages = await pagesOf(archive, { types: ['document.withdrawn'] });
    expect(pages.length).toBeLessThanOrEqual(3);
    expect(Math.max(...pages.map(({ reads }) => reads))).toBeLessThanOrEqual(11);
    expect(pages.flatMap(({ events }) => events)).toHaveLength(1);
  });
});

describe('the feed of documents', () => {
  const filter = { documentIds: documentIds.slice(0, 2) };

  it('has nothing of an event that is not in the log yet, and goes on without it', async () => {
    const archive = await archiveOf([0, 0, 1, 1], () => false);
    const behind = {
      ...archive.dependencies,
      repository: {
        documents: async () =>
          documentIds.slice(0, 2).map((documentId) => ({ ...draft(), documentId, sequence: 400 })),
      },
    };
    const first = await readEventFeed(behind, { filter });
    expect(first.events).toEqual([]);
    const rest = await readEventFeed(behind, { filter, place: first.next });
    expect(rest.events).toHaveLength(4);
    expect(rest.next).toBeUndefined();
  });

  it('is read on where a page of the store is smaller than asked for', async () => {
    const archive = await archiveOf(Array(60).fill(0), () => false);
    const { events, repository } = archive.dependencies;
    const short = {
      ...events,
      readBack: events.readBack,
      ofDocument: async (query: Parameters<typeof events.ofDocument>[0]) =>
        (await events.ofDocument(query)).slice(0, 7),
    };
    const page = await readEventFeed({ events: short, repository }, { filter });
    expect(page.events.map(({ id }) => id)).toEqual(
      archive.events
        .slice(-50)
        .toReversed()
        .map(({ id }) => id),
    );
  });
});
