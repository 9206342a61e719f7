import { describe, expect, it } from 'vitest';
import { calendarLimits, readCalendar } from '#shared/application/read-calendar.ts';
import type { Decision } from '#shared/domain/decision.ts';
import type { Document } from '#shared/domain/document.ts';
import { calendarFeed } from '../../../functions/api/calendar-feed.ts';
import { calendar, decision, draft } from '../../support/histories.ts';
import { readCalendar as readBack } from '../../support/icalendar.ts';
import { useCases } from '../../support/use-cases.ts';

const idOf = (index: number) => `01900000-0000-7000-8000-${String(index).padStart(12, '0')}`;

/** An archive of documents, oldest first, on each of which the same is decided. */
const archive = (
  count: number,
  decisions: readonly Decision[],
  facts: (index: number) => Partial<Document> = () => ({}),
) => {
  const documents = new Map(
    Array.from({ length: count }, (_, index) => {
      const documentId = idOf(index);
      const document = { ...draft(), documentId, decisionCount: decisions.length, ...facts(index) };
      return [documentId, document] as const;
    }),
  );
  const ids = [...documents.keys()].reverse();
  return {
    ...useCases(),
    calendar,
    repository: {
      ...useCases().repository,
      documents: async (wanted: readonly string[]) =>
        wanted.flatMap((documentId) => documents.get(documentId) ?? []),
      documentIds: async ({ before = 'z', limit }: { before?: string; limit: number }) =>
        ids.filter((documentId) => documentId < before).slice(0, limit),
      decisions: async () => [...decisions],
    },
  };
};

const adopted = decision('adopt', { decidedOn: '2026-01-10', fromAndIncluding: '2026-07-01' });

const shownIn = ({ entries }: Awaited<ReturnType<typeof readCalendar>>) => [
  ...new Set(entries.map(({ document }) => document.documentId)),
];

describe('the calendar of an archive', { timeout: 60_000 }, () => {
  it('leaves out documents on which nothing is decided', async () => {
    const drafts = archive(3, [adopted], (index) => ({ decisionCount: index === 1 ? 1 : 0 }));
    const view = await readCalendar(drafts, { filter: {} });
    expect(shownIn(view)).toEqual([idOf(1)]);
    expect(view.isCut).toBe(false);
  });

  it('has the newest documents that fit', async () => {
    const view = await readCalendar(archive(300, [adopted]), { filter: {} });
    expect(view.isCut).toBe(true);
    expect(shownIn(view)).toHaveLength(calendarLimits.documents);
    expect(shownIn(view)).not.toContain(idOf(99));
  });

  it('finds few documents among many, and says where it did not look further', async () => {
    const of = async (count: number) =>
      readCalendar(
        archive(count, [adopted], (index) => ({ type: index % 400 === 5 ? 'plan' : 'policy' })),
        { filter: { documentTypes: ['plan'] } },
      );
    expect(shownIn(await of(900))).toEqual([idOf(5), idOf(405), idOf(805)].toReversed());
    expect((await of(900)).isCut).toBe(false);
    const further = await of(1_300);
    expect(shownIn(further)).toEqual([idOf(405), idOf(805), idOf(1205)].toReversed());
    expect(further.isCut).toBe(true);
  });

  it('stops before documents with more decisions than are followed in time', async () => {
    const many = archive(3, [adopted], () => ({ decisionCount: 1_000 }));
    const view = await readCalendar(many, { filter: {} });
    expect(shownIn(view)).toEqual([idOf(2), idOf(1)]);
    expect(view.isCut).toBe(true);
  });

  it('shows the document that is asked for, also where it alone is more than that', async () => {
    const one = archive(3, [adopted], () => ({ decisionCount: 5_000 }));
    const view = await readCalendar(one, { filter: { documentIds: [idOf(0)] } });
    expect(shownIn(view)).toEqual([idOf(0)]);
  });

  it('fits into an answer, whatever the texts in it', async () => {
    const astral = '𝔸';
    const parties = Array.from({ length: 100 }, (_, index) => ({
      id: `p${index}`,
      name: astral.repeat(200),
      recordedAt: '',
    }));
    const decisions = parties.map(({ id: party }) =>
      decision('adopt', {
        decidedOn: '2026-01-10',
        fromAndIncluding: '2026-07-01',
        party,
        decidedBy: { organisation: astral.repeat(200), body: astral.repeat(200) },
        section: astral.repeat(50),
        caseNumber: astral.repeat(100),
      }),
    );
    const title = astral.repeat(500);
    const full = archive(10, decisions, () => ({ title, parties, adoption: 'perParty' }));
    const view = await readCalendar(full, { filter: {} });
    expect(view).toMatchObject({ isCut: true });
    const feed = calendarFeed(view, { lang: 'sv', base: 'https://example.org' });
    expect(Buffer.byteLength(JSON.stringify(feed))).toBeLessThan(6 * 1024 * 1024);
    expect(readBack(feed).entries).toHaveLength(calendarLimits.dates);
  });
});
