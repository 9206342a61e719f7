import type { ReplayQueue } from '#shared/application/ports.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { lazily } from '../lazily.ts';

/** Takes replays on, where few are started. */
export const replayStepsWhenNeeded = (): ReplayQueue => {
  const queueUrl = requireEnv(env.replayQueueUrl);
  const load = lazily(async () => (await import('../replay-queue.ts')).replaySteps(queueUrl));
  return { enqueue: async (step) => (await load()).enqueue(step) };
};
