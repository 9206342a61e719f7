import { SQSClient } from '@aws-sdk/client-sqs';
import { deliveryQueue } from '#shared/adapters/sqs/delivery-queue.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { traced } from '#shared/runtime/tracer.ts';

/** Wakes the workers that deliver. */
export const wakes = (queueUrl = requireEnv(env.deliveryQueueUrl)) =>
  deliveryQueue({ client: traced(new SQSClient()), queueUrl });
