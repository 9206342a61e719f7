import type { WakeUpTarget } from '#shared/adapters/scheduler/wake-ups.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';

/** What wakes apply-due, as the environment names it. */
export const wakeUpTarget = () => ({
  target: {
    groupName: requireEnv(env.schedulerGroup),
    functionArn: requireEnv(env.schedulerTargetArn),
    roleArn: requireEnv(env.schedulerRoleArn),
    deadLetterArn: requireEnv(env.schedulerDeadLetterArn),
  } satisfies WakeUpTarget,
  queueUrl: requireEnv(env.wakeUpQueueUrl),
});
