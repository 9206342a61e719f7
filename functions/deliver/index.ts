import { SQSClient } from '@aws-sdk/client-sqs';
import { postponement } from '#shared/adapters/sqs/postponement.ts';
import { webhookSender } from '#shared/adapters/webhook/sender.ts';
import { signWebhook } from '#shared/adapters/webhook/sign.ts';
import { subscriptionStore } from '#shared/composition/subscription-store.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { createHandler } from './handler.ts';

const queueUrl = requireEnv(env.deliveryQueueUrl);
const allowLocal = requireEnv(env.allowLocalWebhooks) === 'true';
const sender = webhookSender({ allowLocal });
const later = postponement({ client: new SQSClient(), queueUrl });
const dependencies = { ...subscriptionStore(), sender, postponement: later };

export const handler = createHandler({ ...dependencies, sign: signWebhook });
