import { type FaultPlan, faultPlan } from './faults.ts';

/**
 * Plays a scenario once for each port call that follows its plan, killed just before and just after that call took
 * effect, then tries it again. Answers how often it was killed.
 */
export const killedAtEveryCall = async (
  scenario: (plan: FaultPlan) => {
    readonly killed: () => Promise<unknown>;
    /** The retry, and what must hold after it. */
    readonly retried: () => Promise<void>;
  },
): Promise<number> => {
  let kills = 0;
  for (const when of ['before', 'after'] as const) {
    for (let at = 1; ; at++) {
      const plan = faultPlan({ at, when, kill: true });
      const { killed, retried } = scenario(plan);
      await killed().catch((error: unknown) => {
        if (!plan.struck) throw error;
      });
      if (!plan.struck) break;
      kills++;
      plan.revive();
      await retried();
    }
  }
  return kills;
};
