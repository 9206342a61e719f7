import { SQSClient } from '@aws-sdk/client-sqs';
import { uploadChecks } from '#shared/adapters/sqs/upload-checks.ts';
import { wakeUpQueue } from '#shared/adapters/sqs/wake-up-queue.ts';
import { queueEnd } from '#shared/composition/dead-letters.ts';
import { documentStore } from '#shared/composition/document-store.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { createHandler } from './handler.ts';

const client = new SQSClient();
const wakeUps = wakeUpQueue({ client, queueUrl: requireEnv(env.wakeUpQueueUrl) });
const uploads = uploadChecks({ client, queueUrl: requireEnv(env.uploadQueueUrl) });
// What is refused rests shard by shard; retries of the SDK would share one allowance between them.
const ports = { ...documentStore({ maxAttempts: 1 }), wakeUps, uploadChecks: uploads };

export const handler = createHandler({ ...ports, ...queueEnd() });
