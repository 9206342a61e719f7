import { describe, expect, it } from 'vitest';
import { routes } from '../../../../functions/api/routes.ts';
import { memoryApi, nobody } from '../../../support/api.ts';

const addressOf = (path: string) => path.replace(/\{version\}/, '1').replace(/\{\w+\}/g, nobody);

describe('a route', () => {
  it.each(routes.map(({ method, path, role }) => [method, path, role] as const))(
    '%s %s asks for none where reading is public and it only reads',
    async (method, path, role) => {
      const api = memoryApi({ publicReading: true });
      const { status } = await api.send(method, addressOf(path), { groups: null });
      expect(status === 401).toBe(role === 'registrar' || role === 'subscriber');
    },
  );

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
