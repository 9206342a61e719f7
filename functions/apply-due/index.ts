import { SQSClient } from '@aws-sdk/client-sqs';
import { uploadChecks } from '#shared/adapters/sqs/upload-checks.ts';
import { wakeUpQueue } from '#shared/adapters/sqs/wake-up-queue.ts';
import { documentStore } from '#shared/composition/document-store.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { createHandler } from './handler.ts';

const client = new SQSClient();

export const handler = createHandler({
  ...documentStore(),
  wakeUps: wakeUpQueue({ client, queueUrl: requireEnv(env.wakeUpQueueUrl) }),
  uploadChecks: uploadChecks({ client, queueUrl: requireEnv(env.uploadQueueUrl) }),
});
