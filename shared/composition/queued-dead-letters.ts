import { SQSClient } from '@aws-sdk/client-sqs';
import { queuedDeadLetters } from '#shared/adapters/sqs/dead-letters.ts';
import { systemClock } from '#shared/adapters/system/clock.ts';
import { traced } from '#shared/runtime/tracer.ts';

/** Dead letters in a queue of their own. */
export const inQueue = (queueUrl: string) =>
  queuedDeadLetters({ client: traced(new SQSClient()), queueUrl, clock: systemClock });
