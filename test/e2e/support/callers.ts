import { inject } from 'vitest';
import { ApiClient } from '../../../infra/local/api-client.ts';
import { homeOrganisation, type Role, signIn } from '../../../infra/local/identity.ts';
import './provided.ts';

/** The API as someone of the home organisation in this role sees it. */
export const as = (role: Role): ApiClient => {
  const { apiUrl, tokens } = inject('stack');
  return new ApiClient(apiUrl, () => tokens[role]);
};

/** The API as someone of another organisation sees it. */
export const asMemberOf = async (organisation: string, role: Role): Promise<ApiClient> => {
  if (organisation === homeOrganisation) return as(role);
  const token = await signIn(inject('userPool'), { role, organisation });
  return new ApiClient(inject('stack').apiUrl, () => token);
};

/** The API as the bearer of this token sees it; without one, as nobody in particular. */
export const withToken = (token?: string): ApiClient =>
  new ApiClient(inject('stack').apiUrl, token === undefined ? undefined : () => token);
