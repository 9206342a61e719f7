import { describe, expect, it } from 'vitest';
import { announcement, memoryApi, nobody, noon } from '../../../support/api.ts';

const announced = async () => {
  const api = memoryApi();
  const documentId = await api.register();
  const path = `/v1/documents/${documentId}/versions`;
  const answer = await api.post(path, announcement({ sha256: 'A'.repeat(64) }));
  return { api, documentId, path, answer };
};

describe('an announced version', () => {
  it('is answered with the address that takes its bytes', async () => {
    const { api, path, answer } = await announced();
    const version = {
      ...announcement(),
      version: 1,
      state: 'awaitingUpload',
      announcedAt: noon,
      announcedBy: 'someone',
      uploadExpiresAt: '2026-06-01T13:00:00.000Z',
    };
    expect(answer).toMatchObject({ status: 201, headers: { location: 'versions/1' } });
    expect(answer.body).toMatchObject({
      ...version,
      upload: {
        method: 'PUT',
        headers: { 'content-type': 'application/pdf', 'if-none-match': '*' },
        expiresAt: '2026-06-01T13:00:00.000Z',
      },
    });
    // The address is a secret of who announced it.
    expect((await api.get(`${path}/1`)).body).toEqual(version);
    expect((await api.get(path)).body).toEqual({ items: [version] });
  });

  it('has no content to fetch before it is verified', async () => {
    const { api, path } = await announced();
    const { status, body } = await api.get(`${path}/1/content`);
    expect([status, body.code]).toEqual([409, 'version_not_available']);
  });

  it('is counted on from the one before', async () => {
    const { api, path } = await announced();
    const { headers } = await api.post(path, announcement());
    expect(headers.location).toBe('versions/2');
  });

  it('builds on the revision that If-Match names', async () => {
    const { api, path } = await announced();
    const sent = { headers: { 'if-match': '"1"' } };
    expect((await api.post(path, announcement(), sent)).status).toBe(412);
  });
});

describe('a settled version', () => {
  it('is fetched from the address in Location when it is available', async () => {
    const { api, documentId, path } = await announced();
    await api.settle(documentId, 1, { state: 'available', objectVersion: 'v1' });
    const { status, headers, body } = await api.get(`${path}/1/content`);
    expect([status, body]).toEqual([307, undefined]);
    expect(headers.location).toMatch(/^memory:\/\/download\/uploads\/.*versionId=v1$/);
    expect((await api.get(`${path}/1`)).body).toMatchObject({
      state: 'available',
      settledAt: noon,
    });
  });

  it('is never served when it is rejected, and says why', async () => {
    const { api, documentId, path } = await announced();
    await api.settle(documentId, 1, { state: 'rejected', reason: 'It is another file.' });
    expect((await api.get(`${path}/1`)).body.reason).toBe('It is another file.');
    expect((await api.get(`${path}/1/content`)).status).toBe(409);
  });

  it('is never served when it expired', async () => {
    const { api, documentId, path } = await announced();
    await api.settle(documentId, 1, { state: 'expired' });
    expect((await api.get(`${path}/1`)).body.state).toBe('expired');
    expect((await api.get(`${path}/1/content`)).status).toBe(409);
  });
});

describe('a version that does not exist', () => {
  it('is 404, and so is one of a document that does not', async () => {
    const { api, path } = await announced();
    for (const [address, code] of [
      [`${path}/2`, 'version_not_found'],
      [`${path}/2/content`, 'version_not_found'],
      [`/v1/documents/${nobody}/versions/1`, 'document_not_found'],
      [`/v1/documents/${nobody}/versions`, 'document_not_found'],
    ] as const) {
      const { status, body } = await api.get(address);
      expect([status, body.code]).toEqual([404, code]);
    }
  });
});
