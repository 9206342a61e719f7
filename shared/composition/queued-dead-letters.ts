import { SQSClient } from '@aws-sdk/client-sqs';
import { queuedDeadLetters } from '#shared/adapters/sqs/dead-letters.ts';
import { systemClock } from '#shared/adapters/system/clock.ts';

/** Dead letters in a queue of their own. */
export const inQueue = (queueUrl: string) =>
  queuedDeadLetters({ client: new SQSClient(), queueUrl, clock: systemClock });
