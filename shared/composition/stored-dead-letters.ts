import { S3Client } from '@aws-sdk/client-s3';
import { storedDeadLetters } from '#shared/adapters/s3/dead-letters.ts';
import { traced } from '#shared/runtime/tracer.ts';

/** Dead letters of one consumer of a stream, in a bucket. */
export const inBucket = (bucket: string, consumer: string) =>
  storedDeadLetters({ client: traced(new S3Client()), bucket, consumer });
