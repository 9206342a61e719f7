import type { Sent } from './api.ts';

const roles = ['reader', 'registrar', 'subscriber', 'operator'] as const;

export type Role = (typeof roles)[number];

/** Whose token it is: of the organisation that has what is asked for, of another, or of none. */
const organisations = { own: 'alingsas', other: 'boras', none: undefined } as const;

/** Who asks: what the token says, however it says it. */
export interface Holder {
  /** For the name of the cell. */
  readonly as: string;
  readonly roles: readonly Role[];
  readonly organisation: keyof typeof organisations;
  /** Undefined is no token. */
  readonly claims: Sent['claims'];
}

/** How an identity provider and the gateway write groups, and what a machine has instead of them. */
const forms: Readonly<Record<string, (names: readonly string[]) => NonNullable<Sent['claims']>>> = {
  bracketed: (names) => ({ sub: 'someone', 'cognito:groups': `[${names.join(' ')}]` }),
  array: (names) => ({ sub: 'someone', 'cognito:groups': [...names] }),
  scopes: (names) => ({
    sub: 'machine',
    client_id: 'machine',
    scope: names.map((name) => `https://ikraft.example.org/${name}`).join(' '),
  }),
};

/** Every set of roles, the empty one first. */
const roleSets = Array.from({ length: 2 ** roles.length }, (_, bits) =>
  roles.filter((_role, index) => (bits >> index) & 1),
);

/** Groups that look like a role of ours and are none. */
const strangers = ['role:king', 'role:Operator', 'operator', 'xrole:operator', 'role:operator2'];

const groups: readonly { readonly roles: readonly Role[]; readonly names: readonly string[] }[] = [
  ...roleSets.map((set) => ({ roles: set, names: set.map((role) => `role:${role}`) })),
  { roles: [], names: strangers },
  { roles: ['reader'], names: [...strangers, 'role:reader'] },
];

/** Everyone who can ask: each set of roles, in each form, of each organisation; and who sends no token. */
export const holders: readonly Holder[] = [
  { as: 'no token', roles: [], organisation: 'none', claims: undefined },
  ...Object.entries(forms).flatMap(([form, claimsOf]) =>
    groups.flatMap(({ roles, names }) =>
      (['own', 'other', 'none'] as const).map((organisation): Holder => {
        const org = organisations[organisation];
        const all = org === undefined ? names : [...names, `org:${org}`];
        const as = `${form} ${names.join('+') || 'no role'} of ${organisation}`;
        return { as, roles, organisation, claims: claimsOf(all) };
      }),
    ),
  ),
];

/** Roles that include each, reader ⊂ registrar, reader ⊂ subscriber, operator all. */
const including: Readonly<Record<Role, readonly Role[]>> = {
  reader: ['reader', 'registrar', 'subscriber', 'operator'],
  registrar: ['registrar', 'operator'],
  subscriber: ['subscriber', 'operator'],
  operator: ['operator'],
};

export const holds = ({ roles }: Holder, least: Role): boolean =>
  roles.some((role) => including[least].includes(role));
