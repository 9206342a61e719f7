import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { documentClient } from '#shared/adapters/dynamodb/client.ts';
import { dynamoEventLog } from '#shared/adapters/dynamodb/event-log.ts';
import { documentFromImage } from '#shared/adapters/dynamodb/stream-image.ts';
import { eventBridgeBus } from '#shared/adapters/eventbridge/bus.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { createHandler } from './handler.ts';

const client = new EventBridgeClient();
const eventBusName = requireEnv(env.eventBusName);
const eventsTable = requireEnv(env.eventsTable);
const log = dynamoEventLog({ client: documentClient(), eventsTable });
const bus = eventBridgeBus({ client, eventBusName });

export const handler = createHandler({ log, bus, imageOf: documentFromImage });
