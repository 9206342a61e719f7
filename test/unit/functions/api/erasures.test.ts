import { describe, expect, it } from 'vitest';
import { announcement, memoryApi, noon, stating } from '../../../support/api.ts';

const reason = { reason: 'The appendix named private persons.' };

const available = async () => {
  const api = memoryApi();
  const documentId = await api.register({ title: 'Plan for Anna', keywords: ['Anna'] });
  const document = `/v1/documents/${documentId}`;
  await api.post(`${document}/versions`, announcement({ fileName: 'Anna.pdf' }));
  await api.settle(documentId, 1, { state: 'available', objectVersion: 'v1' });
  return { api, documentId, document, path: `${document}/versions/1` };
};

describe('the erasure of a file', () => {
  it('is answered with the version as it is from then on', async () => {
    const { api, path } = await available();
    const { status, body } = await api.post(`${path}/erasure`, reason);
    const { fileName: _fileName, ...announced } = announcement();
    expect([status, body]).toEqual([
      202,
      {
        ...announced,
        version: 1,
        state: 'erased',
        announcedAt: noon,
        announcedBy: 'someone',
        uploadExpiresAt: '2026-06-01T13:00:00.000Z',
        erasedAt: noon,
        erasedBy: 'someone',
        ...reason,
        erasure: { state: 'pending' },
      },
    ]);
    expect((await api.get(path)).body).toEqual(body);
    expect(api.erasures).toMatchObject({ requested: [{ version: 1 }] });
  });

  it('leaves nothing to fetch, and that says so', async () => {
    const { api, path } = await available();
    await api.post(`${path}/erasure`, reason);
    expect(await api.get(`${path}/content`)).toMatchObject({
      status: 410,
      body: {
        code: 'version_erased',
        detail: `The file of version 1 was erased at ${noon}; the version says why.`,
      },
    });
  });

  it('leaves a document in force that is in force, with its version', async () => {
    const { api, documentId, document, path } = await available();
    await api.decide(documentId, 'adopt', { documentVersion: 1 });
    const before = (await api.get(document)).body;
    await api.post(`${path}/erasure`, reason);
    const after = (await api.get(document)).body;
    const { revision, sequence } = after;
    expect({ ...before, revision, sequence }).toEqual(after);
    expect([revision, sequence]).toEqual([before.revision + 1, before.sequence + 1]);
    expect(after).toMatchObject({ status: 'inForce', currentVersion: 1 });
    const amended = stating('amend', { documentVersion: 1 });
    expect(await api.post(`${document}/decisions`, amended)).toMatchObject({
      status: 422,
      body: { code: 'version_not_available', errors: [{ pointer: '/documentVersion' }] },
    });
  });

  it('is told to who follows events', async () => {
    const { api, path, documentId } = await available();
    await api.post(`${path}/erasure`, reason);
    await api.relay();
    const { items } = (await api.get(`/v1/events?documentId=${documentId}`)).body;
    expect(items.at(-1)).toMatchObject({
      type: 'document.versionErased',
      data: { version: 1, sha256: 'a'.repeat(64), ...reason },
    });
  });

  it('is made once under one Idempotency-Key, and the answer is the same', async () => {
    const { api, path } = await available();
    const sent = { headers: { 'idempotency-key': 'once' } };
    const first = await api.post(`${path}/erasure`, reason, sent);
    expect(await api.post(`${path}/erasure`, reason, sent)).toEqual(first);
    const other = await api.post(`${path}/erasure`, { reason: 'Another.' }, sent);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('is for operators, and needs a reason', async () => {
    const { api, path } = await available();
    const groups = ['role:registrar', 'role:subscriber', 'org:alingsas'];
    expect((await api.post(`${path}/erasure`, reason, { groups })).status).toBe(403);
    expect((await api.post(`${path}/erasure`, {})).status).toBe(422);
    expect((await api.post(`${path}/erasure`, { reason: ' ' })).status).toBe(422);
    expect((await api.get(path)).body.state).toBe('available');
  });

  it('of what is not there is 404', async () => {
    const { api, document } = await available();
    const { status, body } = await api.post(`${document}/versions/2/erasure`, reason);
    expect([status, body.code]).toEqual([404, 'version_not_found']);
  });
});

describe('the erasure of a draft', () => {
  it('is answered with what stays, and can be read after it', async () => {
    const { api, documentId, document } = await available();
    const { status, body } = await api.post(`${document}/erasure`, reason);
    expect([status, body]).toEqual([
      202,
      {
        documentId,
        erasedAt: noon,
        erasedBy: 'someone',
        ...reason,
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
        erasure: { state: 'pending' },
      },
    ]);
    expect((await api.get(`${document}/erasure`)).body).toEqual(body);
    const again = await api.post(`${document}/erasure`, { reason: 'Again.' });
    expect(again.body).toEqual(body);
  });

  it('takes the draft out of every list and answer', async () => {
    const { api, document } = await available();
    await api.post(`${document}/erasure`, reason);
    expect((await api.get('/v1/documents')).body).toEqual({ items: [] });
    for (const path of ['', '/versions', '/versions/1', '/versions/1/content', '/timeline']) {
      expect(await api.get(`${document}${path}`)).toMatchObject({
        status: 410,
        body: { detail: expect.stringMatching(/^The draft was erased at /) },
      });
    }
  });

  it('is refused where something is decided', async () => {
    const { api, documentId, document } = await available();
    await api.decide(documentId, 'adopt', { documentVersion: 1 });
    const { status, body } = await api.post(`${document}/erasure`, reason);
    expect([status, body.code]).toEqual([422, 'document_not_a_draft']);
  });

  it('is for operators, and for readers to read', async () => {
    const { api, document } = await available();
    const groups = ['role:registrar', 'org:alingsas'];
    expect((await api.post(`${document}/erasure`, reason, { groups })).status).toBe(403);
    const { status, body } = await api.get(`${document}/erasure`, { groups });
    expect([status, body.code]).toEqual([404, 'document_not_erased']);
  });
});
