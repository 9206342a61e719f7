import { S3Client } from '@aws-sdk/client-s3';
import { inspectFile } from '#shared/adapters/inspection/inspect-file.ts';
import { s3Files } from '#shared/adapters/s3/files.ts';
import { queueEnd } from '#shared/composition/dead-letters.ts';
import { documentStore } from '#shared/composition/document-store.ts';
import { erasureQueue } from '#shared/composition/erasure-queue.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { createHandler } from './handler.ts';

const files = s3Files({ client: new S3Client(), bucket: requireEnv(env.filesBucket) });

const malwareScan = requireEnv(env.malwareScan) === 'true';
const dependencies = { ...documentStore(), ...queueEnd(), erasures: erasureQueue(), malwareScan };

export const handler = createHandler({ ...dependencies, files, inspect: inspectFile });
