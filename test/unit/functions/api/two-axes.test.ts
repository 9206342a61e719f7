import { describe, expect, it } from 'vitest';
import { memoryApi, stating } from '../../../support/api.ts';
import { step } from '../../../support/histories.ts';
import { inForce } from '../../../support/in-force.ts';
import { refused } from '../../../support/refused.ts';

const day = 86_400_000;

/** Adopted on 1 June; on 11 June the adoption is found to be wrongly recorded. */
const corrected = async () => {
  const world = await inForce();
  const { api, adoption, record } = world;
  const recordedAt = api.clock.now();
  api.clock.advance(10 * day);
  const right = stating('adopt', { decidedOn: '2026-02-10' });
  await record({ kind: 'correct', corrects: adoption, record: right });
  return { ...world, recordedAt, correctedAt: api.clock.now() };
};

describe('a document that is asked for as it was known', () => {
  it('does not know what was recorded a millisecond later', async () => {
    const { read, recordedAt, correctedAt } = await corrected();
    const since = async (knownAt: string) => (await read(`?knownAt=${knownAt}`)).statusSince;
    expect(await since(recordedAt)).toBe('2026-01-09T23:00:00.000Z');
    expect(await since(step(correctedAt, -1))).toBe('2026-01-09T23:00:00.000Z');
    expect(await since(correctedAt)).toBe('2026-02-09T23:00:00.000Z');
  });

  it('answers the same whatever is corrected later', async () => {
    const { api, documentId, record, read, adoption, recordedAt } = await corrected();
    const path = `/v1/documents/${documentId}`;
    const query = `?at=2026-01-20T00:00:00Z&knownAt=${recordedAt}`;
    const answers = async () =>
      Promise.all(
        ['', '/timeline', '/adoptions'].map(async (part) => {
          const {
            revision: _r,
            sequence: _s,
            changedAt: _c,
            ...answer
          } = await api.done('GET', `${path}${part}${query}`);
          return answer;
        }),
      );
    const before = await answers();
    expect(before[0]).toMatchObject({ status: 'inForce', knownAt: recordedAt });
    await record({ kind: 'correct', corrects: adoption });
    expect(await answers()).toEqual(before);
    expect(await read('?at=2026-01-20T00:00:00Z')).toMatchObject({ status: 'draft' });
  });

  it('says what was asked for', async () => {
    const { read, recordedAt } = await corrected();
    const at = '2026-03-01T00:00:00.000Z';
    expect(await read(`?at=${at}&knownAt=${recordedAt}`)).toMatchObject({
      at,
      knownAt: recordedAt,
    });
    expect(await read()).not.toHaveProperty('knownAt');
  });

  it('has another ETag once time has changed what was known', async () => {
    const { api, record, documentId } = await inForce();
    const repeal = await record(stating('repeal', { fromAndIncluding: '2026-07-01' }));
    const knownAt = api.clock.now();
    api.clock.advance(day);
    await record(stating('revoke', { revokes: repeal, decidedOn: '2026-06-02' }));
    const read = (tag = '') =>
      api.get(`/v1/documents/${documentId}?knownAt=${knownAt}`, {
        headers: { 'if-none-match': tag },
      });
    const before = await read();
    expect(before.body.status).toBe('inForce');
    expect((await read(before.headers.etag)).status).toBe(304);
    api.clock.set('2026-06-30T22:00:00.000Z');
    const after = await read(before.headers.etag);
    expect([after.status, after.body.status]).toEqual([200, 'repealed']);
  });

  it('is not there before it was registered', async () => {
    const api = memoryApi();
    const before = api.clock.now();
    api.clock.advance(1);
    const documentId = await api.register();
    for (const part of ['', '/timeline', '/adoptions']) {
      const path = `/v1/documents/${documentId}${part}?knownAt=${before}`;
      expect(await refused(api, 'GET', path)).toMatchObject({
        status: 404,
        code: 'document_not_found',
      });
    }
  });

  it('has the parties that were on its list then', async () => {
    const parties = [{ id: 'alingsas', name: 'Alingsås kommun' }];
    const api = memoryApi();
    const documentId = await api.register({ adoption: 'perParty', parties });
    const path = `/v1/documents/${documentId}`;
    const knownAt = api.clock.now();
    api.clock.advance(1);
    await api.done('PATCH', path, {
      headers: { 'if-match': '*' },
      body: { parties: [{ id: 'boras', name: 'Borås Stad' }] },
    });
    const known = await api.done('GET', `${path}/adoptions?knownAt=${knownAt}`);
    expect(known.items).toHaveLength(1);
    expect((await api.done('GET', `${path}/adoptions`)).items).toHaveLength(2);
    const unknown = `${path}?party=boras&knownAt=${knownAt}`;
    expect(await refused(api, 'GET', unknown)).toMatchObject({ code: 'unknown_party' });
  });

  it('does not take over yet from what was replaced later', async () => {
    const { api, documentId, record } = await inForce();
    const successor = await api.register();
    const knownAt = api.clock.now();
    api.clock.advance(1);
    await record(stating('replace', { replacedBy: successor }));
    const replaces = async (query: string) =>
      (await api.done('GET', `/v1/documents/${successor}${query}`)).replaces;
    expect(await replaces(`?knownAt=${knownAt}`)).toEqual([]);
    expect(await replaces('')).toMatchObject([{ documentId }]);
  });
});

describe('what will be known', () => {
  it.each(['', '/timeline', '/adoptions'])('cannot be asked of a document%s', async (part) => {
    const { api, documentId } = await inForce();
    const later = step(api.clock.now(), 1);
    const path = `/v1/documents/${documentId}${part}`;
    expect(await refused(api, 'GET', `${path}?knownAt=${later}`)).toMatchObject({
      status: 422,
      code: 'known_in_future',
      pointers: ['/query/knownAt'],
    });
    expect((await api.get(`${path}?knownAt=${api.clock.now()}`)).status).toBe(200);
  });

  it('cannot be asked of a list', async () => {
    const api = memoryApi();
    const later = step(api.clock.now(), 1);
    expect(await refused(api, 'GET', `/v1/documents?knownAt=${later}`)).toMatchObject({
      status: 422,
      code: 'known_in_future',
      pointers: ['/query/knownAt'],
    });
  });
});

describe('a list of another time', () => {
  const idsOf = (items: readonly { readonly documentId: string }[]) =>
    items.map(({ documentId }) => documentId);

  it('has what had the status then, as was known then', async () => {
    const { api, documentId, recordedAt } = await corrected();
    const list = async (query: string) =>
      idsOf((await api.done('GET', `/v1/documents?status=inForce&${query}`)).items);
    const at = '2026-01-20T00:00:00Z';
    expect(await list(`at=${at}`)).toEqual([]);
    expect(await list(`at=${at}&knownAt=${recordedAt}`)).toEqual([documentId]);
    expect(await list(`knownAt=${recordedAt}`)).toEqual([documentId]);
  });

  it('leaves out what was not registered then', async () => {
    const api = memoryApi();
    const first = await api.register();
    const knownAt = api.clock.now();
    api.clock.advance(1);
    await api.register();
    const { items } = await api.done('GET', `/v1/documents?knownAt=${knownAt}`);
    expect(idsOf(items)).toEqual([first]);
  });

  it('counts what is due from that time on', async () => {
    const { api, documentId, record } = await inForce();
    await record(stating('suspend', { fromAndIncluding: '2026-03-01' }));
    const list = async (query: string) =>
      idsOf((await api.done('GET', `/v1/documents?dueBefore=2026-05-01T00:00:00Z&${query}`)).items);
    expect(await list('at=2026-02-01T00:00:00Z')).toEqual([documentId]);
    expect(await list('at=2026-03-02T00:00:00Z')).toEqual([]);
  });

  it('has each once over pages of any size, some of them short', async () => {
    const api = memoryApi();
    const wanted: string[] = [];
    for (let n = 0; n < 230; n++) {
      const documentId = await api.register();
      if (n % 50 !== 3) continue;
      await api.decide(documentId, 'adopt', { decidedOn: '2026-01-10' });
      wanted.unshift(documentId);
    }
    for (const limit of [1, 2, 50, 100]) {
      const found: string[] = [];
      const filter = `status=inForce&at=2026-02-01T00:00:00Z&limit=${limit}`;
      for (let address: string | undefined = `?${filter}`; address !== undefined; ) {
        const { body, headers } = await api.get(`/v1/documents${address}`);
        expect(body.items.length).toBeLessThanOrEqual(limit);
        found.push(...idsOf(body.items));
        address = headers.link?.replace(/^<(.*)>; rel="next"$/, '$1');
        if (address !== undefined) expect(address).toContain('at=2026-02-01T00%3A00%3A00.000Z');
      }
      expect(found).toEqual(wanted);
    }
  });

  it('has cursors of its own', async () => {
    const api = memoryApi();
    for (let n = 0; n < 3; n++) await api.register();
    const at = 'at=2026-02-01T00:00:00Z';
    const { cursor } = await api.done('GET', `/v1/documents?limit=1&${at}`);
    for (const other of ['', 'at=2026-02-02T00:00:00Z', `${at}&knownAt=${api.clock.now()}`]) {
      const path = `/v1/documents?limit=1&cursor=${cursor}&${other}`.replace(/&$/, '');
      expect(await refused(api, 'GET', path)).toMatchObject({ code: 'malformed_cursor' });
    }
  });

  it('reads no more than a hundred documents with their decisions at a time', async () => {
    const api = memoryApi();
    for (let n = 0; n < 150; n++) await api.register();
    const { decisions } = api.repository;
    let read = 0;
    Object.assign(api.repository, {
      decisions: (documentId: string) => {
        read++;
        return decisions(documentId);
      },
    });
    const { body } = await api.get('/v1/documents?status=inForce&at=2026-02-01T00:00:00Z');
    expect([body.items.length, read]).toEqual([0, 100]);
    expect(body).toHaveProperty('cursor');
  });
});
