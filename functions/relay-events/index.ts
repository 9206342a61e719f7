import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { documentFromImage } from '#shared/adapters/dynamodb/stream-image.ts';
import { eventBridgeBus } from '#shared/adapters/eventbridge/bus.ts';
import { streamEnd } from '#shared/composition/dead-letters.ts';
import { eventLog } from '#shared/composition/event-log.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { createHandler } from './handler.ts';

const client = new EventBridgeClient();
const bus = eventBridgeBus({ client, eventBusName: requireEnv(env.eventBusName) });
const dependencies = { ...streamEnd('relay-events'), log: eventLog(), bus };

export const handler = createHandler({ ...dependencies, imageOf: documentFromImage });
