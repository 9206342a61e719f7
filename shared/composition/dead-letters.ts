import type { DeadLetters } from '#shared/application/ports.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { lazily } from './lazily.ts';

/** How the function's queue ends what cannot be taken: in a queue of its own. */
export const queueEnd = () => {
  const queueUrl = requireEnv(env.deadLetterQueueUrl);
  const attempts = Number(requireEnv(env.queueAttempts));
  const load = lazily(async () => (await import('./queued-dead-letters.ts')).inQueue(queueUrl));
  return { deadLetters: loadedBy(load), attempts };
};

/** How the function's stream ends what cannot be taken: in the failures bucket. */
export const streamEnd = (consumer: string) => {
  const bucket = requireEnv(env.failuresBucket);
  const load = lazily(async () =>
    (await import('./stored-dead-letters.ts')).inBucket(bucket, consumer),
  );
  return { deadLetters: loadedBy(load) };
};

const loadedBy = (load: () => Promise<DeadLetters>): DeadLetters => ({
  keep: async (letter) => (await load()).keep(letter),
});
