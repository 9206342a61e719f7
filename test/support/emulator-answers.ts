import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * Lets the service act on the next request that `matches` and loses its answer on the way back, as a
 * broken connection does; the SDK then tries again by itself. Answers with the number of those requests
 * that were made so far.
 */
export const loseAnswer = (
  client: DynamoDBDocumentClient,
  matches: (requestBody: string) => boolean,
): (() => number) => {
  let requests = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      if (!matches(JSON.stringify(args.input))) return result;
      requests += 1;
      if (requests > 1) return result;
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    },
    { step: 'deserialize', priority: 'low', name: 'loseAnswer', override: true },
  );
  return () => requests;
};
