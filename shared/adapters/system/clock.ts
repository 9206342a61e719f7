import type { Clock } from '#shared/application/ports.ts';

// Longer timers than this fire at once.
const longestTimer = 2 ** 31 - 1;

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  sleepUntil: async (instant) => {
    const target = Date.parse(instant);
    // A timer may fire a millisecond early: the clock is asked again each time.
    for (let left = target - Date.now(); left > 0; left = target - Date.now()) {
      await pause(Math.min(left, longestTimer));
    }
  },
};

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
