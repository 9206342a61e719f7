import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { lambdaTester } from '#shared/adapters/lambda/tester.ts';
import { s3Files } from '#shared/adapters/s3/files.ts';
import { sha256Hex } from '#shared/adapters/system/digest.ts';
import { feedSecrets } from '#shared/adapters/system/feed-secrets.ts';
import { systemIds } from '#shared/adapters/system/ids.ts';
import { keyMaker } from '#shared/adapters/webhook/keys.ts';
import { claimNames } from '#shared/contracts/claim-names.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { wakes } from './delivery-queue.ts';
import { deliveryStore } from './delivery-store.ts';
import { documentStore } from './document-store.ts';
import { erasureQueue } from './erasure-queue.ts';
import { eventLog } from './event-log.ts';
import { feedLinks } from './feed-links.ts';
import { punctuality } from './punctuality.ts';
import { replaySteps } from './replay-queue.ts';
import { subscriptionStore } from './subscription-store.ts';
import { targetRules } from './targets.ts';

/** What the API is composed of, and how it is set up. */
export const apiDependencies = () => ({
  ...documentStore(),
  ...subscriptionStore(),
  ...deliveryStore(),
  ids: systemIds,
  files: s3Files({ client: new S3Client(), bucket: requireEnv(env.filesBucket) }),
  erasures: erasureQueue(),
  digest: sha256Hex,
  events: eventLog(),
  feedLinks: feedLinks(),
  feedSecrets,
  punctuality: punctuality(),
  queue: wakes(),
  replayQueue: replaySteps(),
  tester: lambdaTester({
    // A test is one attempt, also where its answer is lost.
    client: new LambdaClient({ maxAttempts: 1 }),
    functionName: requireEnv(env.deliverFunctionName),
  }),
  keys: keyMaker,
  targetFault: targetRules(),
  publicUrl: requireEnv(env.publicUrl),
  defaultTimeZone: requireEnv(env.defaultTimeZone),
  claimNames: claimNames.parse(JSON.parse(requireEnv(env.claims))),
  publicReading: requireEnv(env.publicReading) === 'true',
});
