import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { eventBridgeTargetSender } from '#shared/adapters/eventbridge/target-sender.ts';
import { perRegion } from '#shared/adapters/targets/per-region.ts';
import { traced } from '#shared/runtime/tracer.ts';

/** Sends to event buses of subscribers. What is tried again, and when, is written on each delivery. */
export const busSender = () =>
  eventBridgeTargetSender({
    clientIn: perRegion((region) => traced(new EventBridgeClient({ region, maxAttempts: 1 }))),
  });
