import type { WakeUps } from '#shared/application/ports.ts';
import type { Instant } from '#shared/domain/instant.ts';

type Enqueued = Parameters<WakeUps['enqueue']>[0];

export interface MemoryWakeUps extends WakeUps {
  /** One per instant, as planned first. */
  readonly scheduled: ReadonlyMap<Instant, Instant>;
  readonly enqueued: readonly Enqueued[];
}

export const memoryWakeUps = (): MemoryWakeUps => {
  const scheduled = new Map<Instant, Instant>();
  const enqueued: Enqueued[] = [];
  return {
    scheduled,
    enqueued,
    schedule: async ({ instant, fireAt }) => {
      if (!scheduled.has(instant)) scheduled.set(instant, fireAt);
    },
    enqueue: async (wakeUp) => {
      enqueued.push(wakeUp);
    },
  };
};
