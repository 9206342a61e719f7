import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '#shared/adapters/dynamodb/client.ts';
import { systemClock } from '#shared/adapters/system/clock.ts';
import type { Clock } from '#shared/application/ports.ts';
import { between, type Instant, shift } from '#shared/domain/instant.ts';

/** What an SDK client needs to reach the emulator of a run. */
export const reached = (endpoint: string) => ({
  endpoint,
  region: 'eu-north-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

/** As apply-due makes its client: what is refused is refused at once. */
export const benchClient = (endpointUrl: string): DynamoDBDocumentClient =>
  documentClient({ ...reached(endpointUrl), maxAttempts: 1 });

/** The machine's clock, set so that the instant comes in so many milliseconds. */
export const clockBefore = (instant: Instant, milliseconds: number): Clock => {
  const ahead = between(systemClock.now(), instant) - milliseconds;
  return {
    now: () => shift(systemClock.now(), ahead),
    sleepUntil: (until) => systemClock.sleepUntil(shift(until, -ahead)),
  };
};
