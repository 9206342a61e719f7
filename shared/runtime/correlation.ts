import type { HttpEvent } from './http.ts';

/** The header by which a caller may give an id, and by which every answer and webhook names it. */
export const correlationHeader = 'x-correlation-id';

// Uuids, ulids, trace ids, base64url, and what the gateway makes itself: nothing that a log or a header would misread.
const form = /^[\w.=-]{1,128}$/;

/** The id under which all that a request causes is found: the caller's own where it has the form of one, else that of the request. */
export const correlationIdOf = ({ headers, requestContext }: HttpEvent): string => {
  const given = headers[correlationHeader];
  return given !== undefined && form.test(given) ? given : requestContext.requestId;
};

/** What is handled together, by the request, message or invocation that it comes from. */
export const byCorrelation = <Item extends { readonly correlationId?: string }>(
  items: readonly Item[],
): readonly (readonly [correlationId: string | undefined, items: readonly Item[]])[] => [
  ...Map.groupBy(items, ({ correlationId }) => correlationId),
];
