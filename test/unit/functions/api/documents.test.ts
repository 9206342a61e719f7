import { describe, expect, it } from 'vitest';
import { memoryApi, nobody, registration } from '../../../support/api.ts';

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
});

describe('a document', () => {
  it('that nobody registered is 404', async () => {
    const { status, body } = await memoryApi().get(`/v1/documents/${nobody}`);
    expect(status).toBe(404);
    expect(body.code).toBe('document_not_found');
  });
});
