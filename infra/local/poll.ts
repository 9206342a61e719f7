import { setTimeout } from 'node:timers/promises';

/** Asks again and again until there is an answer; undefined if there is none in time. */
export const poll = async <T>(
  ask: () => Promise<T | undefined> | T | undefined,
  { timeoutMs, everyMs = 100 }: { readonly timeoutMs: number; readonly everyMs?: number },
): Promise<T | undefined> => {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined || performance.now() > deadline) return answer;
    await setTimeout(everyMs);
  }
};
