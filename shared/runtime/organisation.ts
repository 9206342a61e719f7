import type { Reach } from '#shared/application/reach.ts';
import { mayActAs, type Principal } from './principal.ts';
import { RequestProblem } from './problem.ts';

/** How a route stands to organisations, and what of it the route is handed. */
export interface OrganisationRule<Scope extends object> {
  /** As the API's description has it, in `x-organisation`. */
  readonly says: 'any' | 'member' | 'own';
  /** @throws RequestProblem where the token names no organisation and one is needed */
  readonly scopeOf: (caller: Principal) => Scope;
}

/** About what is nobody's in particular: every organisation's callers alike. */
export const any: OrganisationRule<object> = { says: 'any', scopeOf: () => ({}) };

/** Makes something for the organisation in the token, which an operator's has to name too. */
export const member: OrganisationRule<{ readonly organisation: string }> = {
  says: 'member',
  scopeOf: (caller) => ({ organisation: organisationOf(caller) }),
};

/** About what one organisation has: another's is as unknown as what does not exist. An operator sees all. */
export const own: OrganisationRule<{ readonly reach: Reach }> = {
  says: 'own',
  scopeOf: (caller) => ({
    reach: mayActAs(caller, 'operator') ? 'all' : { organisation: organisationOf(caller) },
  }),
};

const organisationOf = ({ organisation }: Principal): string => {
  if (organisation !== undefined) return organisation;
  throw new RequestProblem(
    'forbidden',
    'Your token names no organisation, so there is nobody to subscribe for. Ask an administrator for a group such as org:alingsas.',
  );
};
