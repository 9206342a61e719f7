import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';
import { wakeUps } from '#shared/adapters/scheduler/wake-ups.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { traced } from '#shared/runtime/tracer.ts';

/** Wake-ups of apply-due by schedule and by queue. */
export const applyDueWakeUps = () =>
  wakeUps({
    scheduler: traced(new SchedulerClient()),
    target: {
      groupName: requireEnv(env.schedulerGroup),
      functionArn: requireEnv(env.schedulerTargetArn),
      roleArn: requireEnv(env.schedulerRoleArn),
      deadLetterArn: requireEnv(env.schedulerDeadLetterArn),
    },
    sqs: traced(new SQSClient()),
    queueUrl: requireEnv(env.wakeUpQueueUrl),
  });
