import { poll } from '../../../infra/local/poll.ts';

/** Asks until there is an answer. @throws naming what was waited for, when there is none in time */
export const waitFor = async <T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  timeoutMs = 20_000,
): Promise<T> => {
  const answer = await poll(ask, { timeoutMs, everyMs: 100 });
  if (answer === undefined) throw new Error(`Not within ${timeoutMs / 1000} s: ${what}`);
  return answer;
};
