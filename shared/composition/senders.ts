import { targetSender } from '#shared/adapters/targets/sender.ts';
import { webhookSender } from '#shared/adapters/webhook/sender.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { lazily } from './lazily.ts';

/** Sends to targets of every kind; most are webhooks, so what sends to the others is loaded for the first of them. */
export const senders = () => {
  const queues = lazily(async () => (await import('./queue-sender.ts')).queueSender());
  const buses = lazily(async () => (await import('./bus-sender.ts')).busSender());
  return targetSender({
    webhook: webhookSender({ allowLocal: requireEnv(env.allowLocalWebhooks) === 'true' }),
    sqs: { send: async (message) => (await queues()).send(message) },
    eventBridge: { send: async (message) => (await buses()).send(message) },
  });
};
