import { between, type Instant } from './instant.ts';

const minute = 60_000;
/** Half a day. */
const longestGap = 720;

/**
 * Whether an upload that is due to be looked at, or to be erased, is asked for by the sweep of this minute: at once and
 * a minute later, then ever more seldom, down to twice a day. One that cannot be would else fill the dead letters.
 */
export const isAskedFor = (dueAt: Instant, now: Instant): boolean => {
  const minutes = Math.floor(between(dueAt, now) / minute);
  return minutes < longestGap ? minutes === 0 || isPowerOfTwo(minutes) : minutes % longestGap === 0;
};

const isPowerOfTwo = (count: number): boolean => Number.isInteger(Math.log2(count));
