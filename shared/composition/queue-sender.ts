import { sqsTargetSender, targetQueueClient } from '#shared/adapters/sqs/target-sender.ts';
import { perRegion } from '#shared/adapters/targets/per-region.ts';
import { traced } from '#shared/runtime/tracer.ts';

/** Sends to queues of subscribers. What is tried again, and when, is written on each delivery. */
export const queueSender = () =>
  sqsTargetSender({
    clientIn: perRegion((region) => traced(targetQueueClient({ region, maxAttempts: 1 }))),
  });
