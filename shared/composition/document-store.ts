import { documentClient } from '#shared/adapters/dynamodb/client.ts';
import { dynamoRepository } from '#shared/adapters/dynamodb/repository.ts';
import { systemClock } from '#shared/adapters/system/clock.ts';
import { temporalCalendar } from '#shared/adapters/temporal/calendar.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';

/** What every function that writes documents is composed of. */
export const documentStore = () => ({
  repository: dynamoRepository({
    client: documentClient(),
    documentsTable: requireEnv(env.documentsTable),
    decisionsTable: requireEnv(env.decisionsTable),
    idempotencyTable: requireEnv(env.idempotencyTable),
    clock: systemClock,
  }),
  calendar: temporalCalendar,
  clock: systemClock,
});
