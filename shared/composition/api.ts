import { randomBytes } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { documentClient } from '#shared/adapters/dynamodb/client.ts';
import { dynamoEventLog } from '#shared/adapters/dynamodb/event-log.ts';
import { s3Files } from '#shared/adapters/s3/files.ts';
import { systemIds } from '#shared/adapters/system/ids.ts';
import { claimNames } from '#shared/contracts/claim-names.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { documentStore } from './document-store.ts';
import { subscriptionStore } from './subscription-store.ts';

/** What the API is composed of, and how it is set up. */
export const apiDependencies = () => ({
  ...documentStore(),
  ...subscriptionStore(),
  ids: systemIds,
  files: s3Files({ client: new S3Client(), bucket: requireEnv(env.filesBucket) }),
  events: dynamoEventLog({ client: documentClient(), eventsTable: requireEnv(env.eventsTable) }),
  random: randomBytes,
  defaultTimeZone: requireEnv(env.defaultTimeZone),
  claimNames: claimNames.parse(JSON.parse(requireEnv(env.claims))),
  publicReading: requireEnv(env.publicReading) === 'true',
  allowLocal: requireEnv(env.allowLocalWebhooks) === 'true',
});
