import { SQSClient } from '@aws-sdk/client-sqs';
import { uploadChecks } from '#shared/adapters/sqs/upload-checks.ts';
import type { ErasureQueue } from '#shared/application/ports.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { traced } from '#shared/runtime/tracer.ts';

/** Asks for what is erased to be removed. */
export const erasureQueue = (queueUrl = requireEnv(env.erasureQueueUrl)): ErasureQueue =>
  uploadChecks({ client: traced(new SQSClient()), queueUrl });
