import { describe, expect, it } from 'vitest';
import { memoryApi } from '../../../support/api.ts';

type Api = ReturnType<typeof memoryApi>;

/** Every item of a list, following the Link header from page to page as a client would. */
const all = async (api: Api, address: string) => {
  const items: Readonly<Record<string, unknown>>[] = [];
  const [path = ''] = address.split('?');
  for (let next: string | undefined = address; next !== undefined; ) {
    const { status, headers, body } = await api.get(next);
    expect(status).toBe(200);
    items.push(...body.items);
    expect(headers.link === undefined).toBe(body.cursor === undefined);
    next = headers.link?.replace(/^<(.*)>; rel="next"$/, `${path}$1`);
  }
  return items;
};

const idsOf = (items: readonly Readonly<Record<string, unknown>>[]) =>
  items.map(({ documentId }) => documentId);

const register = async (api: Api, count: number, facts?: Readonly<Record<string, unknown>>) => {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) ids.push(await api.register(facts));
  return ids;
};

describe('the list of documents', () => {
  it('has each once, newest first, over pages of any size', async () => {
    const api = memoryApi();
    const ids = await register(api, 23);
    for (const limit of [1, 4, 22, 23, 24, 100]) {
      const items = await all(api, `/v1/documents?limit=${limit}`);
      expect(idsOf(items)).toEqual(ids.toReversed());
    }
  });

  it('shows what a document shows, but for its parties', async () => {
    const api = memoryApi();
    const [documentId] = await register(api, 1, { parties: [{ id: 'a', name: 'A' }] });
    const { parties, ...shown } = await api.done('GET', `/v1/documents/${documentId}`);
    expect(parties).toHaveLength(1);
    expect((await api.get('/v1/documents')).body).toEqual({ items: [shown] });
  });

  it('shows what is due and not yet written under its true status', async () => {
    const api = memoryApi();
    const [flipping = '', standing = '', late = ''] = await register(api, 3);
    await api.decide(flipping, 'adopt', { fromAndIncluding: '2026-06-02' });
    await api.decide(standing, 'adopt');
    await api.decide(late, 'adopt', { fromAndIncluding: '2026-06-03' });
    const statuses = async () =>
      Promise.all(
        ['adopted', 'inForce'].map(async (status) =>
          idsOf(await all(api, `/v1/documents?status=${status}&limit=1`)),
        ),
      );
    expect(await statuses()).toEqual([[late, flipping], [standing]]);
    api.clock.set('2026-06-01T21:59:59.999Z');
    expect(await statuses()).toEqual([[late, flipping], [standing]]);
    api.clock.set('2026-06-01T22:00:00.000Z');
    expect(await statuses()).toEqual([[late], [standing, flipping]]);
    api.clock.set('2026-06-02T22:00:00.000Z');
    expect(await statuses()).toEqual([[], [late, standing, flipping]]);
  });

  it('keeps to every filter that is stated', async () => {
    const api = memoryApi();
    const [plan = ''] = await register(api, 1, {
      type: 'plan',
      keywords: ['dialog', 'klimat'],
      registryNumber: '2020.246 KS',
      parties: [{ id: 'alingsas', name: 'Alingsås kommun' }],
    });
    await register(api, 2, { keywords: ['dialog'] });
    for (const [query, count] of [
      ['type=plan', 1],
      ['keyword=dialog', 3],
      ['keyword=klimat', 1],
      ['keyword=dialog&type=guideline', 2],
      ['party=alingsas', 1],
      ['party=boras', 0],
      ['registryNumber=2020.246ks', 1],
      ['registryNumber=KS%202020%2F246&type=plan&status=draft', 1],
      ['status=inForce', 0],
    ] as const) {
      expect(await all(api, `/v1/documents?${query}&limit=1`)).toHaveLength(count);
    }
    expect(idsOf(await all(api, '/v1/documents?type=plan'))).toEqual([plan]);
  });

  it('finds those that change before an instant', async () => {
    const api = memoryApi();
    const [soon = '', later = ''] = await register(api, 3);
    await api.decide(soon, 'adopt', { fromAndIncluding: '2026-06-02' });
    await api.decide(later, 'adopt', { fromAndIncluding: '2026-06-03' });
    const due = async (before: string) =>
      idsOf(await all(api, `/v1/documents?dueBefore=${before}&limit=1`));
    expect(await due('2026-06-01T22:00:00Z')).toEqual([]);
    expect(await due('2026-06-01T22:00:00.001Z')).toEqual([soon]);
    expect(await due('2027-01-01T00:00:00Z')).toEqual([later, soon]);
    api.clock.set('2026-06-01T22:00:00.000Z');
    expect(await due('2027-01-01T00:00:00Z')).toEqual([later]);
  });

  it('comes in short pages where a filter finds little, and still in full', async () => {
    const api = memoryApi();
    const [first] = await register(api, 1, { type: 'plan' });
    await register(api, 700);
    const page = await api.done('GET', '/v1/documents?type=plan');
    expect(page.items).toEqual([]);
    expect(page.cursor).toBeTypeOf('string');
    expect(idsOf(await all(api, '/v1/documents?type=plan'))).toEqual([first]);
  });
});

describe('the list of decisions', () => {
  it('has each once, in order of recording, over pages of any size', async () => {
    const api = memoryApi();
    const [documentId = ''] = await register(api, 1);
    const sections = Array.from({ length: 9 }, (_, n) => `§ ${n}`);
    for (const section of sections) {
      await api.decide(documentId, 'propose', { section, caseNumber: 'KS 2026/1' });
    }
    for (const list of [
      `/v1/documents/${documentId}/decisions?`,
      '/v1/decisions?caseNumber=KS2026-1&',
    ]) {
      for (const limit of [1, 4, 9, 10]) {
        const items = await all(api, `${list}limit=${limit}`);
        expect(items.map(({ section }) => section)).toEqual(sections);
      }
    }
  });

  it('by registry number goes across documents', async () => {
    const api = memoryApi();
    const ids = await register(api, 3);
    for (const id of ids) await api.decide(id, 'propose', { caseNumber: 'KS 2026/1' });
    const items = await all(api, '/v1/decisions?caseNumber=KS%202026/1&limit=2');
    expect(idsOf(items)).toEqual(ids);
  });
});

describe('the log of events', () => {
  const logged = async () => {
    const api = memoryApi();
    const [first = '', second = ''] = await register(api, 2);
    await api.decide(first, 'adopt');
    await api.decide(second, 'propose');
    await api.relay();
    return { api, first, second };
  };
  const typesOf = (items: readonly Readonly<Record<string, unknown>>[]) =>
    items.map(({ type }) => type);

  /** Reads to the end as a follower does: until a page has no Link. */
  const follow = async (api: Api, query: string, after?: string) => {
    const items: Readonly<Record<string, unknown>>[] = [];
    let cursor = after;
    for (;;) {
      const mark = cursor === undefined ? '' : `&after=${cursor}`;
      const { headers, body } = await api.get(`/v1/events?${query}${mark}`);
      items.push(...body.items);
      cursor = body.cursor;
      if (headers.link === undefined) return { items, cursor };
      expect(headers.link).toContain(`after=${cursor}`);
    }
  };

  it('has each event once, in order, over pages of any size', async () => {
    const { api, first, second } = await logged();
    for (const limit of [1, 2, 3, 100]) {
      const { items } = await follow(api, `limit=${limit}`);
      expect(new Set(items.map(({ id }) => id)).size).toBe(6);
      for (const subject of [first, second]) {
        const own = items.filter((event) => event.subject === subject);
        expect(own.map(({ sequence }) => Number(sequence))).toEqual([1, 2, 3]);
      }
    }
  });

  it('has what has come since at the last cursor', async () => {
    const { api, first } = await logged();
    const { cursor } = await follow(api, 'limit=2');
    expect((await follow(api, 'limit=2', cursor)).items).toEqual([]);
    await api.decide(first, 'repeal');
    await api.relay();
    const { items } = await follow(api, 'limit=2', cursor);
    expect(typesOf(items)).toEqual(['decision.recorded', 'document.statusChanged']);
  });

  it('can be read by type', async () => {
    const { api } = await logged();
    const { items } = await follow(api, 'type=document.registered&limit=1');
    expect(typesOf(items)).toEqual(['document.registered', 'document.registered']);
  });

  it('can be read for one document, in its order, with the decision that caused each', async () => {
    const { api, first } = await logged();
    for (const limit of [1, 2, 100]) {
      const { items, cursor } = await follow(api, `documentId=${first}&limit=${limit}`);
      expect(typesOf(items)).toEqual([
        'document.registered',
        'decision.recorded',
        'document.statusChanged',
      ]);
      expect(items.at(-1)?.data).toMatchObject({
        to: 'inForce',
        retroactive: true,
        decision: { kind: 'adopt' },
      });
      expect((await follow(api, `documentId=${first}`, cursor)).items).toEqual([]);
    }
    expect((await follow(api, `documentId=${first}&type=decision.recorded`)).items).toHaveLength(1);
  });
});

describe('an empty cursor', () => {
  it.each(['/v1/documents', '/v1/documents?status=draft', '/v1/subscriptions'])(
    'of %s is none of its cursors',
    async (address) => {
      const { status, body } = await memoryApi().get(
        `${address}${address.includes('?') ? '&' : '?'}cursor=`,
      );
      expect([status, body.code]).toEqual([400, 'malformed_cursor']);
    },
  );
});
