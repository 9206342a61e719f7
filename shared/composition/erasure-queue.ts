import { SQSClient } from '@aws-sdk/client-sqs';
import { uploadChecks } from '#shared/adapters/sqs/upload-checks.ts';
import type { ErasureQueue } from '#shared/application/ports.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';

/** Asks for what is erased to be removed. */
export const erasureQueue = (queueUrl = requireEnv(env.erasureQueueUrl)): ErasureQueue =>
  uploadChecks({ client: new SQSClient(), queueUrl });
