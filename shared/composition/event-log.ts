import { documentClient } from '#shared/adapters/dynamodb/client.ts';
import { dynamoEventLog } from '#shared/adapters/dynamodb/event-log.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { traced } from '#shared/runtime/tracer.ts';

export const eventLog = () =>
  dynamoEventLog({ client: traced(documentClient()), eventsTable: requireEnv(env.eventsTable) });
