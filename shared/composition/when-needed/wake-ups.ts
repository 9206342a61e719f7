import type { WakeUps } from '#shared/application/ports.ts';
import { lazily } from '../lazily.ts';
import { wakeUpTarget } from '../wake-up-target.ts';

/** Wake-ups of apply-due, where few are to be asked for. */
export const wakeUpsWhenNeeded = (): WakeUps => {
  const named = wakeUpTarget();
  const load = lazily(async () => (await import('../wake-ups.ts')).applyDueWakeUps(named));
  return {
    schedule: async (wakeUp) => (await load()).schedule(wakeUp),
    enqueue: async (wakeUp) => (await load()).enqueue(wakeUp),
  };
};
