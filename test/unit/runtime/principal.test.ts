import { describe, expect, it } from 'vitest';
import { mayActAs, principalOf, type Role, usualClaimNames } from '#shared/runtime/principal.ts';

const principal = (claims: Readonly<Record<string, unknown>>, names = usualClaimNames) =>
  principalOf(claims, names);

describe('the groups of a person', () => {
  it.each<[string, unknown]>([
    ['an array', ['role:registrar', 'org:alingsas', 'staff']],
    ["an HTTP API's brackets", '[role:registrar org:alingsas staff]'],
    ['JSON', '["role:registrar", "org:alingsas", "staff"]'],
    ['commas', 'role:registrar,org:alingsas, staff'],
    ['spaces', 'role:registrar org:alingsas'],
  ])('are understood as %s', (_form, groups) => {
    expect(principal({ sub: 'someone', 'cognito:groups': groups })).toEqual({
      id: 'someone',
      roles: ['registrar'],
      organisation: 'alingsas',
    });
  });

  it.each<[string, unknown]>([
    ['none', undefined],
    ['an empty text', ''],
    ['empty brackets', '[]'],
    ['a number', 7],
    ['an object', { 'role:operator': true }],
    ['an array of other things', [7, null, { role: 'operator' }]],
    ['roles that are unknown', ['role:king', 'role:', 'operator', 'xrole:operator']],
    ['a group with a comma in an array', ['staff,role:operator']],
    ['a group with a space in an array', ['staff role:operator']],
  ])('give no role where they are %s', (_form, groups) => {
    expect(principal({ sub: 'someone', 'cognito:groups': groups }).roles).toEqual([]);
  });

  it('are found under the names that are set up', () => {
    const names = { roleClaim: 'roles', rolePrefix: 'Ikraft.', organisationPrefix: 'Org.' };
    const claims = {
      sub: 'a',
      roles: ['Ikraft.subscriber', 'Org.boras'],
      'cognito:groups': ['role:operator'],
    };
    expect(principal(claims, names)).toEqual({
      id: 'a',
      roles: ['subscriber'],
      organisation: 'boras',
    });
  });

  it('may name an organisation with a colon, but not an empty one', () => {
    const organisationOf = (group: string) => principal({ 'cognito:groups': [group] }).organisation;
    expect(organisationOf('org:se:alingsas')).toBe('se:alingsas');
    expect(organisationOf('org:')).toBeUndefined();
  });
});

describe('the scopes of a token', () => {
  const scope = 'ikraft/role:registrar https://api.example.org/org:alingsas openid';

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['with the client as subject', { sub: 'client', client_id: 'client' }],
    ['without a subject', { client_id: 'client' }],
    ['with the client named as Auth0 does', { sub: 'client@clients', azp: 'client' }],
  ])('count for a machine %s', (_form, claims) => {
    const found = principal({ ...claims, scope });
    expect(found).toMatchObject({ roles: ['registrar'], organisation: 'alingsas' });
    expect(found.id).toMatch(/^client/);
  });

  it('count as a list too', () => {
    const claims = { sub: 'c', client_id: 'c', scp: ['role:reader'] };
    expect(principal(claims).roles).toEqual(['reader']);
  });

  it('give a person nothing, who may have asked for them', () => {
    expect(principal({ sub: 'someone', client_id: 'client', scope }).roles).toEqual([]);
  });

  it('give nothing beside groups', () => {
    const claims = { sub: 'c', client_id: 'c', scope, 'cognito:groups': ['role:reader'] };
    expect(principal(claims).roles).toEqual(['reader']);
  });
});

describe('a role', () => {
  it.each<[Role, readonly Role[]]>([
    ['reader', ['reader']],
    ['registrar', ['reader', 'registrar']],
    ['subscriber', ['reader', 'subscriber']],
    ['operator', ['reader', 'registrar', 'subscriber', 'operator']],
  ])('%s includes exactly %j', (role, included) => {
    const all: Role[] = ['reader', 'registrar', 'subscriber', 'operator'];
    const holder = { id: 'someone', roles: [role] };
    expect(all.filter((other) => mayActAs(holder, other))).toEqual(included);
  });

  it('is nobody’s who has none', () => {
    expect(mayActAs({ id: 'someone', roles: [] }, 'reader')).toBe(false);
  });
});
