import type { Instant } from '../domain/instant.ts';
import { between, shift } from '../domain/instant.ts';
import type { Clock, WakeUps } from './ports.ts';

/** EventBridge Scheduler promises only the right minute, so it is asked for one that is early enough. */
const earlyMilliseconds = 90_000;
/** Nearer than this goes by queue. */
const nearMilliseconds = 10 * 60_000;
/** Room for a function to start before the instant. */
const warmUpMilliseconds = 5_000;

/** One wake-up for each distinct instant, however many documents change then. */
export const planWakeUps = async (
  { wakeUps, clock }: { readonly wakeUps: WakeUps; readonly clock: Pick<Clock, 'now'> },
  instants: readonly Instant[],
): Promise<{ readonly planned: number }> => {
  const now = clock.now();
  const distinct = [...new Set(instants)];
  await Promise.all(
    distinct.map((instant) => {
      const left = between(now, instant);
      if (left >= nearMilliseconds) {
        return wakeUps.schedule({ instant, fireAt: shift(instant, -earlyMilliseconds) });
      }
      const delaySeconds = Math.max(0, Math.floor((left - warmUpMilliseconds) / 1000));
      return wakeUps.enqueue({ instant, delaySeconds });
    }),
  );
  return { planned: distinct.length };
};
