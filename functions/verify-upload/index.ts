import { inspectFile } from '#shared/adapters/inspection/inspect-file.ts';
import { queueEnd } from '#shared/composition/dead-letters.ts';
import { documentStore } from '#shared/composition/document-store.ts';
import { files } from '#shared/composition/files.ts';
import { erasuresWhenNeeded } from '#shared/composition/when-needed/erasures.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { createHandler } from './handler.ts';

const ports = { files: files(requireEnv(env.filesBucket)), inspect: inspectFile };
const malwareScan = requireEnv(env.malwareScan) === 'true';
const dependencies = {
  ...documentStore(),
  ...queueEnd(),
  erasures: erasuresWhenNeeded(),
  malwareScan,
};

export const handler = createHandler({ ...dependencies, ...ports });
