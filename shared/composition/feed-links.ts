import { documentClient } from '#shared/adapters/dynamodb/client.ts';
import { dynamoFeedLinks } from '#shared/adapters/dynamodb/feed-links.ts';
import { systemClock } from '#shared/adapters/system/clock.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { traced } from '#shared/runtime/tracer.ts';

export const feedLinks = () =>
  dynamoFeedLinks({
    client: traced(documentClient()),
    feedLinksTable: requireEnv(env.feedLinksTable),
    idempotencyTable: requireEnv(env.idempotencyTable),
    clock: systemClock,
  });
