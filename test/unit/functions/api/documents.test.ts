import { describe, expect, it } from 'vitest';
import { memoryApi, noon, registration } from '../../../support/api.ts';

describe('registering a document', () => {
  it('answers with a draft, where it is and its ETag', async () => {
    const api = memoryApi();
    const { status, headers, body } = await api.post('/v1/documents', registration());
    expect(status).toBe(201);
    expect(headers).toMatchObject({ location: `documents/${body.documentId}`, etag: '"1"' });
    expect(body).toMatchObject({
      title: 'Guideline',
      status: 'draft',
      statusSince: null,
      next: null,
      validity: {},
      timeZone: 'Europe/Stockholm',
      language: 'sv',
      adoption: 'common',
      revision: 1,
      registeredBy: 'someone',
    });
    expect((await api.get(`/v1/documents/${body.documentId}`)).body).toEqual(body);
  });

  it('keeps what was stated, in normal form', async () => {
    const api = memoryApi();
    const stated = {
      issuer: { organisation: 'Region', body: 'Council' },
      owner: 'Office',
      registryNumber: '2020.246 KS',
      adoption: 'perParty',
      parties: [{ id: 'alingsås', name: 'Alingsås kommun' }],
      keywords: ['dialog'],
      timeZone: 'Europe/Helsinki',
      reviewBy: '2028-02-29',
      language: 'en-GB',
    };
    const { body } = await api.post(
      '/v1/documents',
      registration({ ...stated, title: '  A\u030Alderdom ' }),
    );
    expect(body).toMatchObject({
      ...stated,
      title: 'Ålderdom',
      parties: [{ id: 'alingsås', name: 'Alingsås kommun', recordedAt: noon }],
    });
  });

  it('points beside itself, also where the address ends with a slash', async () => {
    const { headers, body } = await memoryApi().post('/v1/documents/', registration());
    expect(headers.location).toBe(body.documentId);
  });
});

describe('the metadata of a document', () => {
  it('changes where If-Match names the revision', async () => {
    const api = memoryApi();
    const documentId = await api.register({ owner: 'Office', reviewBy: '2027-01-01' });
    const { status, headers, body } = await api.send('PATCH', `/v1/documents/${documentId}`, {
      headers: { 'if-match': '"1"' },
      body: { title: 'New', owner: null, keywords: ['a'], parties: [{ id: 'a', name: 'A' }] },
    });
    expect(status).toBe(200);
    expect(headers.etag).toBe('"2"');
    expect(body).toMatchObject({ title: 'New', keywords: ['a'], reviewBy: '2027-01-01' });
    expect(body.parties).toEqual([{ id: 'a', name: 'A', recordedAt: noon }]);
    expect(body).not.toHaveProperty('owner');
  });

  it.each([
    ['no tag', undefined, 428, 'precondition_required'],
    ['another tag', '"2"', 412, 'precondition_failed'],
    ['a tag without quotes', '1', 422, 'invalid_request'],
    ['an empty header', '', 422, 'invalid_request'],
  ])('stays as it is with %s', async (_name, tag, status, code) => {
    const api = memoryApi();
    const documentId = await api.register();
    const answer = await api.send('PATCH', `/v1/documents/${documentId}`, {
      headers: tag === undefined ? {} : { 'if-match': tag },
      body: { title: 'New' },
    });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect((await api.get(`/v1/documents/${documentId}`)).body.title).toBe('Guideline');
  });

  it.each([['"1"'], ['W/"1"'], ['"7", "1"'], ['*'], ['"1.1"']])(
    'changes with If-Match %s',
    async (tag) => {
      const api = memoryApi();
      const documentId = await api.register();
      const answer = await api.send('PATCH', `/v1/documents/${documentId}`, {
        headers: { 'If-Match': tag },
        body: { title: 'New' },
      });
      expect(answer.status).toBe(200);
    },
  );

  it('keeps its revision when nothing differs', async () => {
    const api = memoryApi();
    const documentId = await api.register();
    const { headers } = await api.send('PATCH', `/v1/documents/${documentId}`, {
      headers: { 'if-match': '"1"' },
      body: { title: 'Guideline' },
    });
    expect(headers.etag).toBe('"1"');
  });
});

describe('a draft', () => {
  const withdraw = (api: ReturnType<typeof memoryApi>, documentId: string, tag = '*') =>
    api.send('DELETE', `/v1/documents/${documentId}`, { headers: { 'if-match': tag } });

  it('is gone once it is withdrawn, and in no list', async () => {
    const api = memoryApi();
    const documentId = await api.register();
    expect((await withdraw(api, documentId, '"1"')).status).toBe(204);
    for (const path of ['', '/timeline', '/adoptions', '/versions', '/decisions']) {
      const { status, body } = await api.get(`/v1/documents/${documentId}${path}`);
      expect([status, body.code]).toEqual([410, 'document_withdrawn']);
    }
    expect((await withdraw(api, documentId)).status).toBe(410);
    expect((await api.done('GET', '/v1/documents')).items).toEqual([]);
  });

  it('cannot be withdrawn once something is decided about it', async () => {
    const api = memoryApi();
    const documentId = await api.register();
    await api.decide(documentId, 'propose');
    const { status, body } = await withdraw(api, documentId);
    expect([status, body.code]).toEqual([422, 'document_not_a_draft']);
  });

  it('stays without If-Match, or with an older one', async () => {
    const api = memoryApi();
    const documentId = await api.register();
    expect((await api.send('DELETE', `/v1/documents/${documentId}`)).status).toBe(428);
    expect((await withdraw(api, documentId, '"9"')).status).toBe(412);
    expect((await api.get(`/v1/documents/${documentId}`)).status).toBe(200);
  });
});

describe('the ETag of a document', () => {
  const adoptedTomorrow = async () => {
    const api = memoryApi();
    const documentId = await api.register();
    await api.decide(documentId, 'adopt', { fromAndIncluding: '2026-06-02' });
    const path = `/v1/documents/${documentId}`;
    return { api, path, etag: (await api.get(path)).headers.etag ?? '' };
  };

  it.each([
    (etag: string) => etag,
    (etag: string) => `W/${etag}`,
    (etag: string) => `"other", ${etag}`,
    () => '*',
  ])('spares sending what the caller has', async (ifNoneMatch) => {
    const { api, path, etag } = await adoptedTomorrow();
    const answer = await api.get(path, { headers: { 'if-none-match': ifNoneMatch(etag) } });
    expect(answer).toMatchObject({ status: 304, body: undefined, headers: { etag } });
  });

  it('changes when time changes the status, before anything is written', async () => {
    const { api, path, etag } = await adoptedTomorrow();
    const asked = { headers: { 'if-none-match': etag } };
    api.clock.set('2026-06-01T21:59:59.999Z');
    expect((await api.get(path, asked)).status).toBe(304);
    api.clock.set('2026-06-01T22:00:00.000Z');
    const { status, headers, body } = await api.get(path, asked);
    expect([status, body.status, headers.etag]).toEqual([200, 'inForce', '"2.1"']);
    const change = { headers: { 'if-match': '"2.1"' }, body: { title: 'New' } };
    expect((await api.send('PATCH', path, change)).status).toBe(200);
  });
});
