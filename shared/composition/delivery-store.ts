import { documentClient } from '#shared/adapters/dynamodb/client.ts';
import { dynamoDeliveries } from '#shared/adapters/dynamodb/deliveries.ts';
import { dynamoDuties } from '#shared/adapters/dynamodb/duties.ts';
import { dynamoEndpoints } from '#shared/adapters/dynamodb/endpoints.ts';
import { dynamoGivenReminders } from '#shared/adapters/dynamodb/given-reminders.ts';
import { dynamoReplays } from '#shared/adapters/dynamodb/replays.ts';
import { systemClock } from '#shared/adapters/system/clock.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { traced } from '#shared/runtime/tracer.ts';

/** Deliveries, and what belongs to them in the same table. */
export const deliveryStore = () => {
  const table = {
    client: traced(documentClient()),
    deliveriesTable: requireEnv(env.deliveriesTable),
    idempotencyTable: requireEnv(env.idempotencyTable),
    clock: systemClock,
  };
  return {
    deliveries: dynamoDeliveries(table),
    endpoints: dynamoEndpoints(table),
    duties: dynamoDuties(table),
    reminders: dynamoGivenReminders(table),
    replays: dynamoReplays(table),
  };
};
