import { documentClient } from '#shared/adapters/dynamodb/client.ts';
import { dynamoRepository } from '#shared/adapters/dynamodb/repository.ts';
import { systemClock } from '#shared/adapters/system/clock.ts';
import { temporalCalendar } from '#shared/adapters/temporal/calendar.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { traced } from '#shared/runtime/tracer.ts';

/** What every function that writes documents is composed of; `maxAttempts` of a request is the SDK's unless said. */
export const documentStore = (options: { readonly maxAttempts?: number } = {}) => ({
  repository: dynamoRepository({
    client: traced(documentClient(options)),
    documentsTable: requireEnv(env.documentsTable),
    decisionsTable: requireEnv(env.decisionsTable),
    idempotencyTable: requireEnv(env.idempotencyTable),
    clock: systemClock,
  }),
  calendar: temporalCalendar,
  clock: systemClock,
});
