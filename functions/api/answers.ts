import { linkToNext } from '#shared/runtime/http.ts';
import type { Answer } from '#shared/runtime/route.ts';

/** Headers of an answer with a secret: it is kept nowhere on its way. */
export const shownOnce = { 'cache-control': 'no-store' } as const;

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
