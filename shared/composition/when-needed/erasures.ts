import type { ErasureQueue } from '#shared/application/ports.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { lazily } from '../lazily.ts';

/** Asks for what is erased to be removed: where little is erased. */
export const erasuresWhenNeeded = (): ErasureQueue => {
  const queueUrl = requireEnv(env.erasureQueueUrl);
  const load = lazily(async () => (await import('../erasure-queue.ts')).erasureQueue(queueUrl));
  return { request: async (upload) => (await load()).request(upload) };
};
