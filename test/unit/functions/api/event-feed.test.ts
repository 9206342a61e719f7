import { describe, expect, it } from 'vitest';
import { atomFeed } from '../../../../functions/api/atom-feed.ts';
import { memoryApi } from '../../../support/api.ts';
import { readAtom } from '../../../support/atom.ts';
import { event } from '../../../support/events.ts';
import { type Api, anyone, guideline, linkTo } from '../../../support/feeds.ts';

const atomAt = async (api: Api, address: string) => {
  await api.relay();
  const { headers, body } = await api.get(address, anyone);
  expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8');
  return readAtom(body);
};

describe('the feed of events', () => {
  it('tells in plain words what has happened, newest first', async () => {
    const api = memoryApi();
    const documentId = await guideline(api);
    const feed = await atomAt(api, await linkTo(api, 'events.atom'));
    expect(feed).toMatchObject({ title: 'Ikraft: nyheter om styrande dokument', language: 'sv' });
    expect(feed.entries.map(({ title, type }) => [title, type])).toEqual([
      ['Påminnelse, 2026-07-01: Riktlinje för läkarintyg upphävs', 'document.dueSoon'],
      ['Beslut om upphävande: Riktlinje för läkarintyg', 'decision.recorded'],
      ['Riktlinje för läkarintyg börjar gälla', 'document.statusChanged'],
      ['Riktlinje för läkarintyg har antagits', 'document.statusChanged'],
      ['Beslut om antagande: Riktlinje för läkarintyg', 'decision.recorded'],
      ['Riktlinje för läkarintyg har registrerats', 'document.registered'],
    ]);
    const [, decided, inForce] = feed.entries;
    const link = `https://api.example.org/v1/documents/${documentId}`;
    expect(decided).toMatchObject({
      id: `urn:ikraft:event:${documentId}-0000000005`,
      updated: '2026-06-01T12:00:00.000Z',
      link,
      paragraphs: ['Beslut om upphävande: Region, Council, § 129, 2026-05-29.', link],
    });
    expect(inForce?.paragraphs).toEqual([
      'Från och med 2026-05-01 (Europe/Stockholm).',
      'Beslut om antagande: Region, Council, 2026-04-20.',
      link,
    ]);
  });

  it('is in English where that is asked for', async () => {
    const api = memoryApi();
    await guideline(api);
    const feed = await atomAt(api, `${await linkTo(api, 'events.atom')}?lang=en`);
    expect(feed.language).toBe('en');
    expect(feed.entries[0]?.title).toBe(
      'Reminder, 2026-07-01: Riktlinje för läkarintyg is repealed',
    );
    expect(feed.entries[1]?.title).toBe('Decision on repeal: Riktlinje för läkarintyg');
  });

  it('tells of a revocation what it cancels, and of a correction', async () => {
    const api = memoryApi();
    const documentId = await guideline(api, { reminders: [] });
    const { body } = await api.get(`/v1/documents/${documentId}/decisions`);
    const [, repeal] = body.items;
    const revocation = await api.decide(documentId, 'revoke', {
      decidedOn: '2026-06-01',
      revokes: repeal.decisionId,
    });
    expect(revocation.status).toBe(201);
    await api.done('POST', `/v1/documents/${documentId}/decisions`, {
      body: { kind: 'correct', corrects: revocation.body.decision.decisionId },
    });
    const feed = await atomAt(api, await linkTo(api, 'events.atom'));
    const minutes = 'Beslut om återkallelse: Region, Council, 2026-06-01.';
    expect(feed.entries.slice(0, 2)).toMatchObject([
      {
        title: 'Rättelse, uppgiften om ett beslut stryks: Riktlinje för läkarintyg',
        paragraphs: [minutes, expect.any(String)],
      },
      {
        title: 'Beslut om återkallelse: Riktlinje för läkarintyg',
        paragraphs: [minutes, 'Inställt: Riktlinje för läkarintyg upphävs', expect.any(String)],
      },
    ]);
  });

  it('is empty and valid before anything has happened', async () => {
    const api = memoryApi();
    const feed = await atomAt(api, await linkTo(api, 'events.atom'));
    expect(feed).toMatchObject({
      entries: [],
      next: undefined,
      updated: '2026-06-01T12:00:00.000Z',
    });
  });

  it('has what its filter matches and nothing else', async () => {
    const api = memoryApi();
    await guideline(api);
    const filter = { types: ['document.statusChanged'], toStatuses: ['inForce'] };
    const feed = await atomAt(api, await linkTo(api, 'events.atom', filter));
    expect(feed.entries.map(({ title }) => title)).toEqual([
      'Riktlinje för läkarintyg börjar gälla',
    ]);
  });

  it('leads page by page to every event, each once, whatever comes meanwhile', async () => {
    const api = memoryApi();
    for (let count = 0; count < 120; count++) {
      await api.register({ title: `Plan ${count}` });
      api.clock.advance(1);
    }
    const address = await linkTo(api, 'events.atom');
    const titles: string[] = [];
    for (let query = ''; ; ) {
      const { entries, next } = await atomAt(api, `${address}${query}`);
      expect(entries.length).toBeLessThanOrEqual(50);
      titles.push(...entries.map(({ title }) => title));
      await api.register({ title: 'Later' });
      if (next === undefined) break;
      query = next;
    }
    expect(titles).toEqual(
      Array.from({ length: 120 }, (_, count) => `Plan ${119 - count} har registrerats`),
    );
  });

  it('of one document begins with its latest events, however much else has happened since', async () => {
    const api = memoryApi();
    const documentId = await guideline(api);
    for (let count = 0; count < 400; count++) await api.register({ title: `Plan ${count}` });
    await api.relay();
    const address = await linkTo(api, 'events.atom', { documentIds: [documentId] });
    const { entries, next } = await atomAt(api, address);
    expect(entries.map(({ id }) => id.slice(-1))).toEqual(['6', '5', '4', '3', '2', '1']);
    expect(next).toBeUndefined();
  });

  it.each([
    ['markup', '<b>&amp; "fnuttar" \' ]]>', '<b>&amp; "fnuttar" \' ]]>'],
    ['emoji and åäö', 'Å ä ö 👩‍⚕️ 𝔸', 'Å ä ö 👩‍⚕️ 𝔸'],
    ['a name of Object', '__proto__ constructor', '__proto__ constructor'],
  ])('is well-formed for a title with %s', async (_name, title, shown) => {
    const api = memoryApi();
    await api.register({ title });
    const feed = await atomAt(api, await linkTo(api, 'events.atom'));
    expect(feed.entries.map((entry) => entry.title)).toEqual([`${shown} har registrerats`]);
  });

  it('is well-formed for what XML cannot write, should an older title have it', () => {
    const link = { feedLinkId: 'link', createdAt: '2026-06-01T12:00:00.000Z' };
    const events = [event('document.registered', { title: 'a\ufffeb\uffffc' })];
    const where = { lang: 'sv', base: 'https://api.example.org', nextPage: undefined } as const;
    const { entries } = readAtom(atomFeed(link, { events }, where));
    expect(entries.map(({ title }) => title)).toEqual([expect.stringContaining('a\ufffdb\ufffdc')]);
  });

  it('does not say its own address, which is a secret', async () => {
    const api = memoryApi();
    await guideline(api);
    for (let count = 0; count < 60; count++) await api.register();
    const address = await linkTo(api, 'events.atom');
    await api.relay();
    const { body } = await api.get(address, anyone);
    expect(body).toContain('rel="next"');
    expect(body).not.toContain(address.split('/')[3]?.split('.')[1]);
  });

  it('refuses a cursor of another feed', async () => {
    const api = memoryApi();
    for (let count = 0; count < 60; count++) await api.register();
    const { next } = await atomAt(api, await linkTo(api, 'events.atom'));
    const other = await linkTo(api, 'events.atom');
    expect((await api.get(`${other}${next}`, anyone)).body.code).toBe('malformed_cursor');
  });
});
