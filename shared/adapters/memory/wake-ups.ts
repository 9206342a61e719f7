import type { WakeUps } from '#shared/application/ports.ts';
import type { Instant } from '#shared/domain/instant.ts';

export interface MemoryWakeUps extends WakeUps {
  /** One per instant, as planned first. */
  readonly scheduled: ReadonlyMap<Instant, Instant>;
  readonly enqueued: readonly { readonly instant: Instant; readonly delaySeconds: number }[];
}

export const memoryWakeUps = (): MemoryWakeUps => {
  const scheduled = new Map<Instant, Instant>();
  const enqueued: { instant: Instant; delaySeconds: number }[] = [];
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
