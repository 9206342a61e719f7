import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { eventBridgeTargetSender } from '#shared/adapters/eventbridge/target-sender.ts';
import { sqsTargetSender, targetQueueClient } from '#shared/adapters/sqs/target-sender.ts';
import { perRegion } from '#shared/adapters/targets/per-region.ts';
import { targetSender } from '#shared/adapters/targets/sender.ts';
import { webhookSender } from '#shared/adapters/webhook/sender.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { traced } from '#shared/runtime/tracer.ts';

// What is tried again, and when, is written on each delivery.
const maxAttempts = 1;

/** Sends to targets of every kind. */
export const senders = () =>
  targetSender({
    webhook: webhookSender({ allowLocal: requireEnv(env.allowLocalWebhooks) === 'true' }),
    sqs: sqsTargetSender({
      clientIn: perRegion((region) => traced(targetQueueClient({ region, maxAttempts }))),
    }),
    eventBridge: eventBridgeTargetSender({
      clientIn: perRegion((region) => traced(new EventBridgeClient({ region, maxAttempts }))),
    }),
  });
