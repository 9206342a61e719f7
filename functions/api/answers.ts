import { existing, type UseCaseDependencies } from '#shared/application/document-write.ts';
import { PreconditionFailedError } from '#shared/application/errors.ts';
import type { Allowed } from '#shared/runtime/etag.ts';
import { linkToNext } from '#shared/runtime/http.ts';
import type { Answer } from '#shared/runtime/route.ts';

/** A page of a list; how to go on is in the body as a cursor and in the headers as an address. */
export const pageAnswer = (
  items: readonly unknown[],
  cursor?: string,
  query: Readonly<Record<string, string | number | undefined>> = {},
): Answer => ({
  status: 200,
  body: { items, ...(cursor !== undefined && { cursor }) },
  ...(cursor !== undefined && { headers: linkToNext({ ...query, cursor }) }),
});

/** The revision that a write builds on, of those that If-Match allows. @throws PreconditionFailedError, Refusal */
export const expectedRevision = async (
  dependencies: Pick<UseCaseDependencies, 'repository'>,
  documentId: string,
  allowed: Allowed,
): Promise<number> => {
  const { revision } = await existing(dependencies, documentId);
  if (allowed === '*' || allowed.includes(revision)) return revision;
  throw new PreconditionFailedError(revision);
};

/** The same for a write that builds on any revision where If-Match was not sent. */
export const statedRevision = async (
  dependencies: Pick<UseCaseDependencies, 'repository'>,
  documentId: string,
  allowed: Allowed | undefined,
): Promise<number | undefined> =>
  allowed === undefined || allowed === '*'
    ? undefined
    : expectedRevision(dependencies, documentId, allowed);
