import { setTimeout as sleep } from 'node:timers/promises';
import { UnavailableError } from '#shared/application/ports.ts';

/** Waits before the attempt, 1 for the first that repeats. */
export type Pause = (attempt: number) => Promise<void>;

/** Exponential with full jitter, at most two seconds: a function waits here and is paid for it. */
export const backoff: Pause = async (attempt) => {
  await sleep(Math.random() * Math.min(2_000, 50 * 2 ** attempt));
};

const attempts = 6;

/**
 * Sends items to a service that may take some and not others. `send` answers with those that were not
 * taken, which are sent again. @throws UnavailableError naming what was never taken
 */
export const resend = async <Item>(
  items: readonly Item[],
  ways: {
    readonly send: (items: readonly Item[]) => Promise<readonly Item[]>;
    readonly nameOf: (item: Item) => string;
    readonly pause?: Pause;
  },
): Promise<void> => {
  const { send, nameOf, pause = backoff } = ways;
  let left = items;
  for (let attempt = 0; attempt < attempts && left.length > 0; attempt += 1) {
    if (attempt > 0) await pause(attempt);
    left = await send(left);
  }
  if (left.length > 0) throw new UnavailableError(`Not taken: ${left.map(nameOf).join(', ')}`);
};
