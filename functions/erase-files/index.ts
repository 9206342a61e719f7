import { S3Client } from '@aws-sdk/client-s3';
import { objectLock, s3FileRemoval } from '#shared/adapters/s3/file-removal.ts';
import { queueEnd } from '#shared/composition/dead-letters.ts';
import { documentStore } from '#shared/composition/document-store.ts';
import { eventLog } from '#shared/composition/event-log.ts';
import { busWhenNeeded } from '#shared/composition/when-needed/bus.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { traced } from '#shared/runtime/tracer.ts';
import { createHandler } from './handler.ts';

const [bucket, lock] = [requireEnv(env.filesBucket), requireEnv(env.objectLock)];
const removal = s3FileRemoval({
  client: traced(new S3Client()),
  bucket,
  objectLock: objectLock(lock),
});
const dependencies = { ...documentStore(), ...queueEnd(), log: eventLog(), bus: busWhenNeeded() };

export const handler = createHandler({ ...dependencies, removal });
