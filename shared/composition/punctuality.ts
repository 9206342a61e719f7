import { documentClient } from '#shared/adapters/dynamodb/client.ts';
import { dynamoPunctuality } from '#shared/adapters/dynamodb/punctuality.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { traced } from '#shared/runtime/tracer.ts';

/** Passes of reconciliation, and the figures that they leave. */
export const punctuality = () =>
  dynamoPunctuality({
    client: traced(documentClient()),
    punctualityTable: requireEnv(env.punctualityTable),
  });
