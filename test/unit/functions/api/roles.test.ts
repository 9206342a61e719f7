import { describe, expect, it } from 'vitest';
import { memoryApi, nobody } from '../../../support/api.ts';

describe('a route', () => {
  it('says which role it needs, and which the token has', async () => {
    const { body } = await memoryApi().post('/v1/documents', {}, { groups: ['role:reader'] });
    expect(body).toMatchObject({ code: 'forbidden', status: 403 });
    expect(body.detail).toMatch(/registrar.*reader/);
  });

  it('is not told from one that does not exist to who may not use it', async () => {
    const api = memoryApi();
    const sent = { groups: ['role:reader'], headers: { 'if-match': '*' }, body: {} };
    const known = await api.send('PATCH', `/v1/documents/${await api.register()}`, sent);
    const unknown = await api.send('PATCH', `/v1/documents/${nobody}`, sent);
    expect([known.status, unknown.status]).toEqual([403, 403]);
  });
});
