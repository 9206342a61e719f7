import type { Files } from '#shared/application/ports.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { lazily } from '../lazily.ts';

/** Uploaded files, for what seldom needs an address of one. */
export const filesWhenNeeded = (): Files => {
  const bucket = requireEnv(env.filesBucket);
  const load = lazily(async () => (await import('../files.ts')).files(bucket));
  return {
    uploadAddress: async (file) => (await load()).uploadAddress(file),
    downloadAddress: async (file) => (await load()).downloadAddress(file),
    open: async (key) => (await load()).open(key),
  };
};
