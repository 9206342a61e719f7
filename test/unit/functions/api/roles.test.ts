import { describe, expect, it } from 'vitest';
import type { Role } from '#shared/runtime/principal.ts';
import { routes } from '../../../../functions/api/routes.ts';
import { memoryApi, nobody } from '../../../support/api.ts';

const includedIn: Readonly<Record<Role | 'anyone', readonly string[]>> = {
  anyone: ['none', 'reader', 'registrar', 'subscriber', 'operator'],
  reader: ['reader', 'registrar', 'subscriber', 'operator'],
  registrar: ['registrar', 'operator'],
  subscriber: ['subscriber', 'operator'],
  operator: ['operator'],
};

const cases = routes.flatMap(({ method, path, role }) =>
  ['none', 'reader', 'registrar', 'subscriber', 'operator'].map(
    (holder) => [method, path, role, holder] as const,
  ),
);

const addressOf = (path: string) => path.replace(/\{version\}/, '1').replace(/\{\w+\}/g, nobody);

describe('a route', () => {
  it.each(cases)('%s %s, for %s, is open to its roles: %s', async (method, path, role, holder) => {
    const groups = holder === 'none' ? [] : [`role:${holder}`, 'org:alingsas'];
    const { status } = await memoryApi().send(method, addressOf(path), { groups });
    expect(status === 403).toBe(!includedIn[role].includes(holder));
  });

  it.each(routes.map(({ method, path, role }) => [method, path, role] as const))(
    '%s %s asks for a token unless it is for anyone',
    async (method, path, role) => {
      const { status, headers } = await memoryApi().send(method, addressOf(path), { groups: null });
      expect(status === 401).toBe(role !== 'anyone');
      if (status === 401) expect(headers['www-authenticate']).toBe('Bearer');
    },
  );

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
