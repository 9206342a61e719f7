import type { Instant } from '../domain/instant.ts';
import type { Clock, WakeUps } from './ports.ts';

/** Nearer than this the wake-up that was asked for may have looked already. */
const nearSeconds = 10;

/**
 * Wake-ups, of which the queue is asked for one an instant for as long as this process lives: a thousand documents that are
 * recorded one by one for midnight, minutes before it, are no thousand invocations that all write the same.
 */
export const askedOnce = (wakeUps: WakeUps, clock: Pick<Clock, 'now'>): WakeUps => {
  const asked = new Set<Instant>();
  return {
    schedule: (wakeUp) => wakeUps.schedule(wakeUp),
    enqueue: async (wakeUp) => {
      const now = clock.now();
      for (const instant of asked) if (instant <= now) asked.delete(instant);
      if (asked.has(wakeUp.instant) && wakeUp.delaySeconds >= nearSeconds) return;
      await wakeUps.enqueue(wakeUp);
      asked.add(wakeUp.instant);
    },
  };
};
