import { SQSClient } from '@aws-sdk/client-sqs';
import { deliveryQueue } from '#shared/adapters/sqs/delivery-queue.ts';
import { subscriptions } from '#shared/composition/subscription-store.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { createHandler } from './handler.ts';

const queueUrl = requireEnv(env.deliveryQueueUrl);
const deliveries = deliveryQueue({ client: new SQSClient(), queueUrl });

export const handler = createHandler({ subscriptions: subscriptions(), deliveries });
