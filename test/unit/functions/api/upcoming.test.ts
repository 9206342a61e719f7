import { describe, expect, it } from 'vitest';
import { memoryApi } from '../../../support/api.ts';

type Api = ReturnType<typeof memoryApi>;

const pages = async (api: Api, limit: number, until = '') => {
  const items: Readonly<Record<string, string>>[] = [];
  for (let cursor = ''; ; ) {
    const page = await api.done('GET', `/v1/upcoming?limit=${limit}${until}${cursor}`);
    items.push(...page.items);
    if (page.cursor === undefined) return items;
    cursor = `&cursor=${page.cursor}`;
  }
};

const adopted = async (api: Api, from: string, through?: string) => {
  const documentId = await api.register();
  const { status } = await api.decide(documentId, 'adopt', {
    fromAndIncluding: from,
    ...(through !== undefined && { throughAndIncluding: through }),
  });
  expect(status).toBe(201);
  return documentId;
};

describe('coming changes', () => {
  it('say what changes, when, and by which decision', async () => {
    const api = memoryApi();
    const documentId = await adopted(api, '2026-07');
    expect((await api.get('/v1/upcoming')).body.items).toMatchObject([
      {
        at: '2026-06-30T22:00:00.000Z',
        kind: 'status',
        documentId,
        title: 'Guideline',
        from: 'adopted',
        to: 'inForce',
        effectiveDate: { date: '2026-07-01', timeZone: 'Europe/Stockholm', precision: 'month' },
        decision: { kind: 'adopt', decidedOn: '2026-05-20' },
      },
    ]);
  });

  it('come in order of time, each once, over pages of any size', async () => {
    const api = memoryApi();
    const dates = ['2026-07-01', '2026-06-15', '2026-07-01', '2026-06-02', '2028-01-01'];
    for (const from of dates) await adopted(api, from, '2029-12-31');
    // Its end comes before the beginning of most others.
    await adopted(api, '2026-06-03', '2026-06-10');
    const whole = await pages(api, 100);
    expect(whole).toHaveLength(12);
    const places = whole.map(({ at, documentId }) => `${at} ${documentId}`);
    expect(places).toEqual(places.toSorted());
    for (const limit of [1, 2, 3, 5, 11, 12]) expect(await pages(api, limit)).toEqual(whole);
  });

  it('of parties stand before the change of the document at the same instant', async () => {
    const api = memoryApi();
    const parties = [
      { id: 'a', name: 'A' },
      { id: 'b', name: 'B' },
    ];
    const documentId = await api.register({ adoption: 'perParty', parties });
    for (const party of ['a', 'b']) await api.decide(documentId, 'adopt', { party });
    await api.decide(documentId, 'repeal', { fromAndIncluding: '2026-07-01' });
    for (const limit of [1, 2, 100]) {
      const items = await pages(api, limit);
      expect(items.map(({ kind, party }) => party ?? kind)).toEqual(['a', 'b', 'status']);
    }
    const { next } = await api.done('GET', `/v1/documents/${documentId}`);
    expect(next).toMatchObject({ kind: 'status', status: 'repealed' });
    const own = await api.done('GET', `/v1/documents/${documentId}?party=b`);
    expect(own.next).toMatchObject({ kind: 'party', party: 'b', status: 'repealed' });
  });

  it('of a version are told apart from those of the status', async () => {
    const api = memoryApi();
    const documentId = await adopted(api, '2026-06-01', '2026-12-31');
    const path = `/v1/documents/${documentId}/versions`;
    const file = { fileName: 'a.txt', mediaType: 'text/plain', size: 1, sha256: '0'.repeat(64) };
    await api.done('POST', path, { body: file });
    await api.settle(documentId, 1, { state: 'available', objectVersion: 'v1' });
    await api.decide(documentId, 'amend', { documentVersion: 1, fromAndIncluding: '2026-09-01' });
    const items = await pages(api, 1);
    expect(items.map(({ kind }) => kind)).toEqual(['version', 'status']);
    expect(items[0]).toMatchObject({ version: 1, from: 'inForce', to: 'inForce' });
  });

  it('end at the instant that is asked for, itself included', async () => {
    const api = memoryApi();
    await adopted(api, '2026-06-02', '2026-06-30');
    await adopted(api, '2026-06-02');
    const until = async (at: string) => (await pages(api, 1, `&until=${at}`)).length;
    expect(await until('2026-06-01T21:59:59.999Z')).toBe(0);
    expect(await until('2026-06-01T22:00:00Z')).toBe(2);
    expect(await until('2026-06-30T22:00:00Z')).toBe(3);
  });

  it('are no longer coming at their instant, whether or not they are written', async () => {
    const api = memoryApi();
    await adopted(api, '2026-06-02', '2026-06-30');
    api.clock.set('2026-06-01T22:00:00.000Z');
    const items = await pages(api, 10);
    expect(items.map(({ to }) => to)).toEqual(['expired']);
  });

  it('are found also where a document has more of them than it keeps', async () => {
    const api = memoryApi();
    const documentId = await adopted(api, '2026-06-02');
    for (let day = 0; day < 60; day++) {
      const from = new Date(Date.UTC(2027, 0, 1 + 2 * day)).toISOString().slice(0, 10);
      const through = new Date(Date.UTC(2027, 0, 1 + 2 * day)).toISOString().slice(0, 10);
      await api.decide(documentId, 'adopt', {
        fromAndIncluding: from,
        throughAndIncluding: through,
      });
    }
    const items = await pages(api, 100);
    expect(items.length).toBeGreaterThan(100);
    const ats = items.map(({ at }) => at);
    expect(ats).toEqual(ats.toSorted());
    expect(await pages(api, 7)).toEqual(items);
  });
});
