import { SQSClient } from '@aws-sdk/client-sqs';
import { uploadChecks } from '#shared/adapters/sqs/upload-checks.ts';
import { wakeUpQueue } from '#shared/adapters/sqs/wake-up-queue.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { traced } from '#shared/runtime/tracer.ts';

/** Where apply-due asks for what it leaves to others, and to itself. */
export const dueQueues = () => {
  const client = traced(new SQSClient());
  return {
    wakeUps: wakeUpQueue({ client, queueUrl: requireEnv(env.wakeUpQueueUrl) }),
    uploadChecks: uploadChecks({ client, queueUrl: requireEnv(env.uploadQueueUrl) }),
  };
};
