import { RequestProblem } from './problem.ts';

/** Least to most, but registrar and subscriber stand side by side. */
export const roles = ['reader', 'registrar', 'subscriber', 'operator'] as const;

export type Role = (typeof roles)[number];

/** Who is asking, as the token says. */
export interface Principal {
  /** The `sub` of a person or the client id of a machine. */
  readonly id: string;
  readonly roles: readonly Role[];
  readonly organisation?: string;
}

export interface ClaimNames {
  /** The claim that lists the groups of a person. */
  readonly roleClaim: string;
  /** Groups that name a role: `role:registrar`. */
  readonly rolePrefix: string;
  /** Groups that name the organisation: `org:alingsas`. */
  readonly organisationPrefix: string;
}

export const usualClaimNames: ClaimNames = {
  roleClaim: 'cognito:groups',
  rolePrefix: 'role:',
  organisationPrefix: 'org:',
};

export const anonymous: Principal = { id: 'anonymous', roles: [] };

/** Reads verified claims. Scopes count only for a machine's own token, which has no groups. */
export const principalOf = (
  claims: Readonly<Record<string, unknown>>,
  { roleClaim, rolePrefix, organisationPrefix }: ClaimNames,
): Principal => {
  const groups = valuesOf(claims[roleClaim]);
  const names = groups.length === 0 && isMachine(claims) ? scopesOf(claims) : groups;
  const after = (prefix: string) =>
    names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  const granted = after(rolePrefix);
  const organisation = after(organisationPrefix).find((name) => name !== '');
  return {
    id: textOf(claims.sub) ?? clientOf(claims) ?? anonymous.id,
    roles: roles.filter((role) => granted.includes(role)),
    ...(organisation !== undefined && { organisation }),
  };
};

/** Whether the principal has the role or one that includes it. */
export const mayActAs = ({ roles: granted }: Principal, role: Role): boolean =>
  granted.includes('operator') ||
  granted.includes(role) ||
  (role === 'reader' && granted.length > 0);

/** @throws RequestProblem unless the principal may act in the role */
export const authorise = (principal: Principal, role: Role | 'anyone'): void => {
  if (role === 'anyone' || mayActAs(principal, role)) return;
  if (principal === anonymous) {
    throw new RequestProblem('unauthenticated', 'Send a token: Authorization: Bearer …', {
      headers: { 'www-authenticate': 'Bearer' },
    });
  }
  const granted = principal.roles.length === 0 ? 'none' : principal.roles.join(', ');
  throw new RequestProblem(
    'forbidden',
    `This needs the role ${role}; your token has ${granted}. Ask an administrator for it.`,
  );
};

/** A list as an array, as JSON, in an HTTP API's brackets (`[a b]`), or with commas or spaces. */
const valuesOf = (claim: unknown): readonly string[] => {
  if (Array.isArray(claim)) return claim.filter((value) => typeof value === 'string');
  const text = textOf(claim);
  if (text === undefined) return [];
  if (!text.startsWith('[')) return text.split(/[\s,]+/).filter(Boolean);
  const list = parseJson(text);
  return Array.isArray(list)
    ? valuesOf(list)
    : text
        .replace(/^\[|\]$/g, '')
        .split(/\s+/)
        .filter(Boolean);
};

/** `https://api.example.org/role:reader` and `ikraft/role:reader` both grant `role:reader`. */
const scopesOf = ({ scope, scp }: Readonly<Record<string, unknown>>): readonly string[] =>
  [...valuesOf(scope), ...valuesOf(scp)].map((name) => name.slice(name.lastIndexOf('/') + 1));

const isMachine = (claims: Readonly<Record<string, unknown>>): boolean => {
  const client = clientOf(claims);
  const subject = textOf(claims.sub);
  return client !== undefined && [undefined, client, `${client}@clients`].includes(subject);
};

const clientOf = ({ client_id, azp }: Readonly<Record<string, unknown>>): string | undefined =>
  textOf(client_id) ?? textOf(azp);

const textOf = (claim: unknown): string | undefined =>
  typeof claim === 'string' && claim !== '' ? claim : undefined;

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
