import { SQSClient } from '@aws-sdk/client-sqs';
import { replayQueue } from '#shared/adapters/sqs/replay-queue.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { traced } from '#shared/runtime/tracer.ts';

/** Takes replays on step by step. */
export const replaySteps = (queueUrl = requireEnv(env.replayQueueUrl)) =>
  replayQueue({ client: traced(new SQSClient()), queueUrl });
