import type { Clock } from '#shared/application/ports.ts';
import type { Instant } from '#shared/domain/instant.ts';

/** A clock that stands still until it is told. */
export interface VirtualClock extends Clock {
  /** Moves to the instant and wakes, in order, every sleeper whose instant has come. */
  set(instant: Instant): void;
  advance(milliseconds: number): void;
  /** What is being waited for, earliest first. */
  readonly sleepers: readonly Instant[];
}

interface Sleeper {
  readonly until: Instant;
  readonly wake: () => void;
}

/** With `jumps`, a sleeper takes the clock with it: time passes because someone waits for it. */
export const virtualClock = (start: Instant, options: { jumps?: boolean } = {}): VirtualClock => {
  let now = start;
  let sleepers: readonly Sleeper[] = [];

  const set = (instant: Instant) => {
    now = instant;
    const awake = sleepers.filter(({ until }) => until <= now);
    sleepers = sleepers.filter(({ until }) => until > now);
    for (const { wake } of awake) wake();
  };

  return {
    now: () => now,
    set,
    advance: (milliseconds) => set(new Date(Date.parse(now) + milliseconds).toISOString()),
    sleepUntil: async (until) => {
      if (until <= now) return;
      if (options.jumps) return set(until);
      await new Promise<void>((wake) => {
        sleepers = [...sleepers, { until, wake }].toSorted((a, b) => (a.until < b.until ? -1 : 1));
      });
    },
    get sleepers() {
      return sleepers.map(({ until }) => until);
    },
  };
};
