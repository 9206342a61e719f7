import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';
import { wakeUps } from '#shared/adapters/scheduler/wake-ups.ts';
import { traced } from '#shared/runtime/tracer.ts';
import { wakeUpTarget } from './wake-up-target.ts';

/** Wake-ups of apply-due by schedule and by queue. */
export const applyDueWakeUps = (named = wakeUpTarget()) =>
  wakeUps({
    ...named,
    scheduler: traced(new SchedulerClient()),
    sqs: traced(new SQSClient()),
  });
