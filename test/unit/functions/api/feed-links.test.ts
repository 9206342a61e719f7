import { afterEach, describe, expect, it, vi } from 'vitest';
import { logger } from '#shared/runtime/logger.ts';
import { memoryApi, nobody, type Sent } from '../../../support/api.ts';

const subscriber = (organisation: string): Sent => ({
  groups: ['role:subscriber', `org:${organisation}`],
});
const atom = { feed: 'events.atom' };
const anyone: Sent = { groups: null };

/** The path of an absolute address. */
const pathOf = (url: string) => new URL(url).pathname;

describe('a feed link', () => {
  it('is created with an address that is shown once', async () => {
    const api = memoryApi();
    const filter = { documentTypes: ['guideline'] };
    const created = await api.post('/v1/feed-links', { feed: 'calendar.ics', filter });
    expect(created.status).toBe(201);
    expect(created.headers['cache-control']).toBe('no-store');
    const { url, ...shown } = created.body;
    expect(url).toMatch(
      /^https:\/\/api\.example\.org\/v1\/feeds\/[0-9a-f-]{36}\.[\w-]{43}\/calendar\.ics$/,
    );
    expect(shown).toMatchObject({ feed: 'calendar.ics', filter, organisation: 'alingsas' });
    expect(created.headers.location).toBe(`feed-links/${shown.feedLinkId}`);
    expect((await api.get(`/v1/${created.headers.location}`)).body).toEqual(shown);
    expect((await api.get('/v1/feed-links')).body).toEqual({ items: [shown] });
  });

  it('keeps its secret as a hash alone', async () => {
    const api = memoryApi();
    const { body } = await api.post('/v1/feed-links', atom);
    const stored = await api.feedLinks.get(body.feedLinkId);
    const secret = pathOf(body.url).split('/')[3]?.split('.')[1] ?? '';
    expect(secret).toHaveLength(43);
    expect(JSON.stringify(stored)).not.toContain(secret);
    expect(stored?.secretHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is answered alike where the same request is repeated, and made once', async () => {
    const api = memoryApi();
    const headers = { 'idempotency-key': 'k' };
    const first = await api.post('/v1/feed-links', atom, { headers });
    const again = await api.post('/v1/feed-links', atom, { headers });
    expect(again.body).toEqual(first.body);
    expect((await api.get(pathOf(again.body.url), anyone)).status).toBe(200);
    expect((await api.done('GET', '/v1/feed-links')).items).toHaveLength(1);
    const other = await api.post('/v1/feed-links', { feed: 'calendar.ics' }, { headers });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('is seen and deleted by its own organisation alone, and by operators', async () => {
    const api = memoryApi();
    const { body } = await api.post('/v1/feed-links', atom, subscriber('alingsas'));
    const path = `/v1/feed-links/${body.feedLinkId}`;
    const seenBy = async (sent: Sent) =>
      (await api.done('GET', '/v1/feed-links', sent)).items.length;
    expect(await seenBy(subscriber('alingsas'))).toBe(1);
    expect(await seenBy(subscriber('boras'))).toBe(0);
    expect(await seenBy({ groups: ['role:operator'] })).toBe(1);
    for (const method of ['GET', 'DELETE']) {
      const { status, body: refused } = await api.send(method, path, subscriber('boras'));
      expect([status, refused.code]).toEqual([404, 'feed_link_not_found']);
    }
    expect((await api.get(pathOf(body.url), anyone)).status).toBe(200);
    expect((await api.send('DELETE', path, subscriber('alingsas'))).status).toBe(204);
    expect((await api.get(path)).status).toBe(404);
    expect((await api.get(pathOf(body.url), anyone)).status).toBe(404);
  });

  it('is one of a hundred an organisation at the most', async () => {
    const api = memoryApi();
    for (let count = 0; count < 100; count++)
      await api.done('POST', '/v1/feed-links', { body: atom });
    const { status, body } = await api.post('/v1/feed-links', atom);
    expect([status, body.code]).toEqual([422, 'limit_exceeded']);
    expect((await api.post('/v1/feed-links', atom, subscriber('boras'))).status).toBe(201);
  });

  it('is listed page by page, each once', async () => {
    const api = memoryApi();
    for (let count = 0; count < 5; count++) await api.post('/v1/feed-links', atom);
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await api.done('GET', `/v1/feed-links?limit=2${cursor}`);
      for (const { feedLinkId } of page.items) seen.push(feedLinkId);
      if (page.cursor === undefined) break;
      cursor = `&cursor=${page.cursor}`;
    }
    expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
  });

  it.each<[string, unknown, string, string]>([
    ['no feed', {}, 'invalid_request', '/feed'],
    ['an unknown feed', { feed: 'events.rss' }, 'invalid_request', '/feed'],
    ['an unknown field', { ...atom, url: 'x' }, 'invalid_request', '/url'],
    [
      'a filter that no event matches',
      { ...atom, filter: { types: ['document.registered'], parties: ['alingsas'] } },
      'filter_never_matches',
      '/filter',
    ],
    [
      'a calendar of events that change nothing',
      { feed: 'calendar.ics', filter: { types: ['document.registered'] } },
      'filter_never_matches',
      '/filter',
    ],
    [
      'a calendar of proposals',
      { feed: 'calendar.ics', filter: { fromStatuses: ['draft'], toStatuses: ['proposed'] } },
      'filter_never_matches',
      '/filter',
    ],
    [
      'an empty condition',
      { feed: 'calendar.ics', filter: { types: [] } },
      'filter_never_matches',
      '/filter',
    ],
  ])('with %s is refused where the fault is', async (_name, body, code, pointer) => {
    const answer = await memoryApi().post('/v1/feed-links', body);
    expect(answer).toMatchObject({ status: 422, body: { code } });
    const pointers = answer.body.errors.map((fault: { pointer: string }) => fault.pointer);
    expect(pointers).toContain(pointer);
  });

  it('of a calendar may ask for what a feed of events may not be without', async () => {
    const filter = { types: ['document.registered', 'document.statusChanged'] };
    const { status } = await memoryApi().post('/v1/feed-links', { feed: 'calendar.ics', filter });
    expect(status).toBe(201);
  });
});

describe('the address of a feed', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('stands in no line of the log, however it is written', async () => {
    const api = memoryApi();
    const { body } = await api.post('/v1/feed-links', atom);
    await api.send('DELETE', `/v1/feed-links/${body.feedLinkId}`);
    const lines = [vi.spyOn(logger, 'info'), vi.spyOn(logger, 'error')];
    const path = pathOf(body.url);
    const address = path.split('/')[3] ?? '';
    const asked = [path, path.replace('s/', 's//'), path.toUpperCase(), `${path}/x`, `/a${path}`];
    for (const one of asked) expect((await api.get(one, anyone)).status).toBe(404);
    const written = JSON.stringify(lines.flatMap(({ mock }) => mock.calls));
    expect(written.match(/refused/g)).toHaveLength(asked.length);
    expect(written.toLowerCase()).not.toContain(address.split('.')[1]?.toLowerCase());
  });

  it('is the right to read it, without a token', async () => {
    const api = memoryApi();
    const { body } = await api.post('/v1/feed-links', atom);
    expect((await api.get(pathOf(body.url), anyone)).status).toBe(200);
  });

  it('opens nothing with another secret, of another link, as another feed, or made up', async () => {
    const api = memoryApi();
    const { body: one } = await api.post('/v1/feed-links', atom);
    const { body: two } = await api.post('/v1/feed-links', atom);
    const [, secret = ''] = pathOf(two.url).split('/')[3]?.split('.') ?? [];
    const addresses = [
      `${one.feedLinkId}.${secret}`,
      `${one.feedLinkId}.`,
      one.feedLinkId,
      `${nobody}.${secret}`,
      `.${secret}`,
      'x',
      '%00',
      `${'x'.repeat(3000)}.x`,
    ];
    const answers = await Promise.all([
      ...addresses.map((address) => api.get(`/v1/feeds/${address}/events.atom`, anyone)),
      api.get(pathOf(one.url).replace('events.atom', 'calendar.ics'), anyone),
    ]);
    for (const { status, body } of answers) {
      expect([status, body.code, body.detail]).toEqual([
        404,
        'feed_link_not_found',
        'No feed has this address: ask its owner for a new one.',
      ]);
    }
  });
});
