import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { eventBridgeBus } from '#shared/adapters/eventbridge/bus.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { traced } from '#shared/runtime/tracer.ts';

/** Where events are published. */
export const eventBus = (eventBusName = requireEnv(env.eventBusName)) =>
  eventBridgeBus({
    client: traced(new EventBridgeClient()),
    eventBusName,
  });
