import { SQSClient } from '@aws-sdk/client-sqs';
import { reconcileQueue } from '#shared/adapters/sqs/reconcile-queue.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { traced } from '#shared/runtime/tracer.ts';

/** Carries reconciliations on step by step. */
export const reconcileSteps = () =>
  reconcileQueue({ client: traced(new SQSClient()), queueUrl: requireEnv(env.reconcileQueueUrl) });
