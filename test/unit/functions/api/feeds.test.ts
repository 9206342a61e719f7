import { describe, expect, it } from 'vitest';
import { memoryApi, type Sent } from '../../../support/api.ts';
import { readAtom } from '../../../support/atom.ts';
import { readCalendar } from '../../../support/icalendar.ts';

const anyone: Sent = { groups: null };

type Api = ReturnType<typeof memoryApi>;

const linkTo = async (api: Api, feed: string, filter: unknown = {}): Promise<string> =>
  new URL((await api.done('POST', '/v1/feed-links', { body: { feed, filter } })).url).pathname;

const atomAt = async (api: Api, address: string) => {
  await api.relay();
  const { headers, body } = await api.get(address, anyone);
  expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8');
  return readAtom(body);
};

const calendarAt = async (api: Api, address: string) => {
  const { headers, body } = await api.get(address, anyone);
  expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
  return readCalendar(body);
};

const repeal = { decidedOn: '2026-05-29', fromAndIncluding: '2026-07', section: '§ 129' };

/** A guideline in force since 1 May whose repeal from July is decided. */
const guideline = async (api: Api, facts: Readonly<Record<string, unknown>> = {}) => {
  const documentId = await api.register({ title: 'Riktlinje för läkarintyg', ...facts });
  const from = { decidedOn: '2026-04-20', fromAndIncluding: '2026-05-01' };
  expect((await api.decide(documentId, 'adopt', from)).status).toBe(201);
  expect((await api.decide(documentId, 'repeal', repeal)).status).toBe(201);
  return documentId;
};

describe('the feed of events', () => {
  it('tells in plain words what has happened, newest first', async () => {
    const api = memoryApi();
    const documentId = await guideline(api);
    const feed = await atomAt(api, await linkTo(api, 'events.atom'));
    expect(feed).toMatchObject({ title: 'Ikraft: nyheter om styrande dokument', language: 'sv' });
    expect(feed.entries.map(({ title, type }) => [title, type])).toEqual([
      ['Beslut om upphävande: Riktlinje för läkarintyg', 'decision.recorded'],
      ['Riktlinje för läkarintyg börjar gälla', 'document.statusChanged'],
      ['Riktlinje för läkarintyg har antagits', 'document.statusChanged'],
      ['Beslut om antagande: Riktlinje för läkarintyg', 'decision.recorded'],
      ['Riktlinje för läkarintyg har registrerats', 'document.registered'],
    ]);
    const [decided, inForce] = feed.entries;
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
    expect(feed.entries[0]?.title).toBe('Decision on repeal: Riktlinje för läkarintyg');
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
    expect(entries.map(({ id }) => id.slice(-1))).toEqual(['5', '4', '3', '2', '1']);
    expect(next).toBeUndefined();
  });

  it.each([
    ['markup', '<b>&amp; "fnuttar" \' ]]>', '<b>&amp; "fnuttar" \' ]]>'],
    ['emoji and åäö', 'Å ä ö 👩‍⚕️ 𝔸', 'Å ä ö 👩‍⚕️ 𝔸'],
    ['what XML cannot write', 'a\ufffeb\uffffc', 'a\ufffdb\ufffdc'],
    ['a name of Object', '__proto__ constructor', '__proto__ constructor'],
  ])('is well-formed for a title with %s', async (_name, title, shown) => {
    const api = memoryApi();
    await api.register({ title });
    const feed = await atomAt(api, await linkTo(api, 'events.atom'));
    expect(feed.entries.map((entry) => entry.title)).toEqual([`${shown} har registrerats`]);
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

describe('the calendar', () => {
  it('has the days on which something takes effect and ceases, past and coming', async () => {
    const api = memoryApi();
    const documentId = await guideline(api);
    const calendar = await calendarAt(api, await linkTo(api, 'calendar.ics'));
    expect(calendar).toMatchObject({
      name: 'Ikraft: när dokument börjar och slutar gälla',
      description: undefined,
      refresh: 'PT5M',
    });
    const url = `https://api.example.org/v1/documents/${documentId}`;
    expect(calendar.entries).toMatchObject([
      {
        date: '2026-07-01',
        summary: 'Riktlinje för läkarintyg upphävs',
        description:
          'Från och med 2026-07-01 (Europe/Stockholm). Beslutet anger bara månaden.\nBeslut om upphävande: Region, Council, § 129, 2026-05-29.',
        status: 'CONFIRMED',
        url,
        sequence: 0,
        changed: '2026-06-01T12:00:00Z',
      },
      { date: '2026-05-01', summary: 'Riktlinje för läkarintyg börjar gälla', url },
    ]);
  });

  it('is in English where that is asked for', async () => {
    const api = memoryApi();
    await guideline(api);
    const { entries } = await calendarAt(api, `${await linkTo(api, 'calendar.ics')}?lang=en`);
    expect(entries.map(({ summary }) => summary)).toEqual([
      'Riktlinje för läkarintyg is repealed',
      'Riktlinje för läkarintyg takes effect',
    ]);
  });

  it('keeps an entry whose date is moved, and cancels one that no longer holds', async () => {
    const api = memoryApi();
    const documentId = await api.register({ title: 'Plan' });
    const period = { fromAndIncluding: '2026-07-01', throughAndIncluding: '2026-12-31' };
    await api.decide(documentId, 'adopt', period);
    const address = await linkTo(api, 'calendar.ics');
    const before = await calendarAt(api, address);
    expect(before.entries.map(({ date }) => date)).toEqual(['2027-01-01', '2026-07-01']);

    api.clock.advance(60_000);
    await api.decide(documentId, 'extend', { throughAndIncluding: '2027-12-31' });
    const moved = await calendarAt(api, address);
    expect(moved.entries).toMatchObject([
      { uid: before.entries[0]?.uid, date: '2028-01-01', sequence: 1, status: 'CONFIRMED' },
      { uid: before.entries[1]?.uid, date: '2026-07-01', sequence: 0, status: 'CONFIRMED' },
    ]);

    api.clock.advance(60_000);
    await api.decide(documentId, 'repeal', { fromAndIncluding: '2026-06-15' });
    const cancelled = await calendarAt(api, address);
    const told = cancelled.entries.map(({ uid, status, sequence }) => [uid, status, sequence]);
    expect(told).toEqual([
      [before.entries[0]?.uid, 'CANCELLED', 2],
      [before.entries[1]?.uid, 'CANCELLED', 1],
      [expect.any(String), 'CONFIRMED', 0],
    ]);
    expect(cancelled.entries[1]?.summary).toBe('Inställt: Plan börjar gälla');
    expect(cancelled.entries[1]?.changed).toBe('2026-06-01T12:02:00Z');
  });

  it('is on the local day of each document, wherever it is read', async () => {
    const api = memoryApi();
    for (const timeZone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Europe/Stockholm']) {
      const documentId = await api.register({ title: timeZone, timeZone });
      await api.decide(documentId, 'adopt', { fromAndIncluding: '2026-07-01' });
    }
    const { entries } = await calendarAt(api, await linkTo(api, 'calendar.ics'));
    expect(entries.map(({ date }) => date)).toEqual(['2026-07-01', '2026-07-01', '2026-07-01']);
  });

  it('has what the filter matches the event of, parties by their names', async () => {
    const api = memoryApi();
    const parties = [
      { id: 'alingsas', name: 'Alingsås kommun' },
      { id: 'boras', name: 'Borås stad' },
    ];
    const documentId = await api.register({ title: 'Avtal', adoption: 'perParty', parties });
    for (const { id: party } of parties) {
      await api.decide(documentId, 'adopt', { party, fromAndIncluding: '2026-07-01' });
    }
    await guideline(api);
    const of = async (filter: unknown) => {
      const { entries } = await calendarAt(api, await linkTo(api, 'calendar.ics', filter));
      return entries.map(({ summary }) => summary);
    };
    expect(await of({ parties: ['boras'] })).toEqual(['Avtal börjar gälla (Borås stad)']);
    expect(await of({ documentIds: [documentId], types: ['document.statusChanged'] })).toEqual([
      'Avtal börjar gälla',
    ]);
    expect(await of({ toStatuses: ['repealed'] })).toEqual(['Riktlinje för läkarintyg upphävs']);
    expect(await of({ keywords: ['other'] })).toEqual([]);
  });

  it.each([
    ['separators', 'A, B; C\\n: D'],
    ['emoji, long', `${'👩‍⚕️å'.repeat(60)}`],
  ])('is valid for a title with %s', async (_name, title) => {
    const api = memoryApi();
    await guideline(api, { title });
    const { entries } = await calendarAt(api, await linkTo(api, 'calendar.ics'));
    const [{ summary = '' } = {}] = entries;
    expect(summary.endsWith(' upphävs')).toBe(true);
    const shown = summary.slice(0, -' upphävs'.length).replace(/…$/, '');
    expect(title.startsWith(shown)).toBe(true);
    expect([...shown].length).toBeGreaterThanOrEqual(Math.min(199, [...title].length));
  });

  it('says so where not everything fits', async () => {
    const api = memoryApi();
    for (let count = 0; count < 201; count++) {
      const documentId = await api.register({ title: `Plan ${count}` });
      await api.decide(documentId, 'adopt');
    }
    const { entries, description } = await calendarAt(api, await linkTo(api, 'calendar.ics'));
    expect(entries).toHaveLength(200);
    expect(entries.map(({ summary }) => summary)).not.toContain('Plan 0 börjar gälla');
    expect(description).toBe(
      'Allt får inte plats: här är de nyaste dokumenten och de senaste datumen.',
    );
  });
});

describe.each(['events.atom', 'calendar.ics'])('%s', (feed) => {
  it('may be kept for five minutes, and is sent again only where it has changed', async () => {
    const api = memoryApi();
    const documentId = await guideline(api);
    await api.relay();
    const address = await linkTo(api, feed);
    const first = await api.get(address, anyone);
    expect(first.headers).toMatchObject({ 'cache-control': 'private, max-age=300' });
    const ask = () =>
      api.get(address, { ...anyone, headers: { 'if-none-match': first.headers.etag ?? '' } });
    api.clock.advance(86_400_000);
    const again = await ask();
    expect([again.status, again.body]).toEqual([304, undefined]);
    expect(again.headers).toMatchObject({
      etag: first.headers.etag,
      'cache-control': 'private, max-age=300',
    });
    await api.decide(documentId, 'adopt', { fromAndIncluding: '2026-09-01' });
    await api.relay();
    expect((await ask()).status).toBe(200);
  });

  it('refuses another language, and what it does not know', async () => {
    const api = memoryApi();
    const address = await linkTo(api, feed);
    for (const query of ['lang=de', 'limit=3']) {
      expect((await api.get(`${address}?${query}`, anyone)).status).toBe(422);
    }
  });
});
