import { S3Client } from '@aws-sdk/client-s3';
import { s3Files } from '#shared/adapters/s3/files.ts';
import { traced } from '#shared/runtime/tracer.ts';

/** Uploaded files. */
export const files = (bucket: string) => s3Files({ client: traced(new S3Client()), bucket });
