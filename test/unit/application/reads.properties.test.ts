import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { viewAt } from '#shared/application/document-view.ts';
import { type DocumentFilter, listDocuments } from '#shared/application/list-documents.ts';
import { listUpcoming, type UpcomingPlace } from '#shared/application/list-upcoming.ts';
import { readDocument } from '#shared/application/read-document.ts';
import { boundariesOf } from '#shared/domain/boundary.ts';
import { documentStatuses, timeline } from '#shared/domain/timeline.ts';
import { anyArchive, buildArchive } from '../../support/archive.ts';
import { step } from '../../support/histories.ts';

type World = Awaited<ReturnType<typeof buildArchive>>;

/** What the decisions alone say of each document. */
const derived = async (world: World) => {
  const { repository, calendar, documentIds } = world;
  return Promise.all(
    (await repository.documents(documentIds)).map(async (document) => {
      const decisions = await repository.decisions(document.documentId);
      return { document, whole: timeline(document, decisions, calendar) };
    }),
  );
};

const allDocuments = async (world: World, filter: DocumentFilter, limit: number) => {
  const ids: string[] = [];
  for (let before: string | undefined; ; ) {
    const page = await listDocuments(world, { ...filter, before, limit });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    ids.push(...page.items.map(({ document }) => document.documentId));
    if (page.before === undefined) return ids;
    before = page.before;
  }
};

const allUpcoming = async (world: World, limit: number, until?: string) => {
  const found: string[] = [];
  for (let place: UpcomingPlace | undefined; ; ) {
    const page = await listUpcoming(world, { until, place, limit });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    found.push(...page.items.map(({ document, boundary }) => line(document.documentId, boundary)));
    if (page.place === undefined) return found;
    place = page.place;
  }
};

const line = (
  documentId: string,
  boundary: { at: string; party?: string; from: string; to: string },
) => [boundary.at, documentId, boundary.party ?? '', boundary.from, boundary.to].join(' ');

describe('whatever has been decided, and however much of it is written', () => {
  it('a read of the present is what the decisions give', async () => {
    await fc.assert(
      fc.asyncProperty(anyArchive, async (archive) => {
        const world = await buildArchive(archive);
        const now = world.clock.now();
        for (const { document, whole } of await derived(world)) {
          const read = await readDocument(world, document);
          const { timeline: _read, ...expected } = viewAt(world, document, whole, { at: now, now });
          expect(read).toMatchObject({ ...expected, next: expected.next ?? undefined });
          expect(Object.keys(read).toSorted()).toEqual(Object.keys(expected).toSorted());
        }
      }),
    );
  });

  it('every list by status has exactly those that have it, each once', async () => {
    await fc.assert(
      fc.asyncProperty(anyArchive, fc.integer({ min: 1, max: 4 }), async (archive, limit) => {
        const world = await buildArchive(archive);
        const now = world.clock.now();
        const views = (await derived(world)).map(({ document, whole }) =>
          viewAt(world, document, whole, { at: now, now }),
        );
        for (const status of documentStatuses) {
          const wanted = views.filter((view) => view.status === status);
          expect(await allDocuments(world, { status }, limit)).toEqual(
            wanted.map(({ document }) => document.documentId).toReversed(),
          );
        }
        const dueBefore = step(now, 86_400_000 * 200);
        const due = views.filter(({ next }) => next !== undefined && next.at < dueBefore);
        expect(await allDocuments(world, { dueBefore }, limit)).toEqual(
          due.map(({ document }) => document.documentId).toReversed(),
        );
      }),
    );
  });

  it('coming changes are all of them, in order, each once, over pages of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyArchive,
        fc.integer({ min: 1, max: 7 }),
        fc.option(fc.integer({ min: 0, max: 2_000 }), { nil: undefined }),
        async (archive, limit, days) => {
          const world = await buildArchive(archive);
          const now = world.clock.now();
          const until = days === undefined ? undefined : step(now, days * 86_400_000);
          const expected = (await derived(world))
            .flatMap(({ document, whole }) =>
              boundariesOf(whole, document.timeZone, world.calendar)
                .filter(({ at }) => at > now && (until === undefined || at <= until))
                .map((boundary) => ({ document, boundary })),
            )
            // The sort is stable: a document's own order stays where instants meet.
            .toSorted((a, b) => {
              const [first, second] = [a, b].map(
                ({ document, boundary }) => `${boundary.at} ${document.documentId}`,
              );
              return String(first) < String(second) ? -1 : first === second ? 0 : 1;
            })
            .map(({ document, boundary }) => line(document.documentId, boundary));
          expect(await allUpcoming(world, limit, until)).toEqual(expected);
        },
      ),
    );
  });
});
