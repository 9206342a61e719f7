import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { storedDeadLetters } from '#shared/adapters/s3/dead-letters.ts';
import { queuedDeadLetters } from '#shared/adapters/sqs/dead-letters.ts';
import { systemClock } from '#shared/adapters/system/clock.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';

/** How the function's queue ends what cannot be taken: in a queue of its own. */
export const queueEnd = () => ({
  deadLetters: queuedDeadLetters({
    client: new SQSClient(),
    queueUrl: requireEnv(env.deadLetterQueueUrl),
    clock: systemClock,
  }),
  attempts: Number(requireEnv(env.queueAttempts)),
});

/** How the function's stream ends what cannot be taken: in the failures bucket. */
export const streamEnd = (consumer: string) => ({
  deadLetters: storedDeadLetters({
    client: new S3Client(),
    bucket: requireEnv(env.failuresBucket),
    consumer,
  }),
});
