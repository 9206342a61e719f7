import type { Reach } from '#shared/application/reach.ts';
import { mayActAs, type Principal } from '#shared/runtime/principal.ts';
import { RequestProblem } from '#shared/runtime/problem.ts';

/** What the caller may see: its own organisation's, or everything. */
export const reachOf = (caller: Principal): Reach =>
  mayActAs(caller, 'operator') ? 'all' : { organisation: organisationOf(caller) };

/** @throws RequestProblem where the token names none */
export const organisationOf = ({ organisation }: Principal): string => {
  if (organisation !== undefined) return organisation;
  throw new RequestProblem(
    'forbidden',
    'Your token names no organisation, so there is nobody to subscribe for. Ask an administrator for a group such as org:alingsas.',
  );
};
