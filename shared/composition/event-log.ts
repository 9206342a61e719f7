import { documentClient } from '#shared/adapters/dynamodb/client.ts';
import { dynamoEventLog } from '#shared/adapters/dynamodb/event-log.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';

export const eventLog = () =>
  dynamoEventLog({ client: documentClient(), eventsTable: requireEnv(env.eventsTable) });
