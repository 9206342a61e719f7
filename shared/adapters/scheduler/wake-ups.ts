import {
  ConflictException,
  CreateScheduleCommand,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { WakeUps } from '#shared/application/ports.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { reach } from '../aws-errors.ts';
import { wakeUpMessage, wakeUpQueue } from '../sqs/wake-up-queue.ts';

/** What schedules invoke, as whom, and where a wake-up goes that could not be delivered. */
export interface WakeUpTarget {
  readonly groupName: string;
  readonly functionArn: string;
  readonly roleArn: string;
  readonly deadLetterArn: string;
}

/** Wake-ups by one-time schedules of EventBridge Scheduler, and by a queue with delay. */
export const wakeUps = (dependencies: {
  readonly scheduler: SchedulerClient;
  readonly target: WakeUpTarget;
  readonly sqs: SQSClient;
  readonly queueUrl: string;
}): WakeUps => {
  const { scheduler, target, sqs, queueUrl } = dependencies;
  return {
    ...wakeUpQueue({ client: sqs, queueUrl }),
    schedule: async ({ instant, fireAt }) => {
      const request = new CreateScheduleCommand({
        Name: scheduleName(instant),
        GroupName: target.groupName,
        ScheduleExpression: `at(${secondOf(fireAt)})`,
        ScheduleExpressionTimezone: 'UTC',
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: {
          Arn: target.functionArn,
          RoleArn: target.roleArn,
          Input: wakeUpMessage({ instant }),
          DeadLetterConfig: { Arn: target.deadLetterArn },
          // A wake-up that is an hour late does nothing that the sweep has not done.
          RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 10 },
        },
      });
      try {
        await reach('EventBridge Scheduler', () => scheduler.send(request));
      } catch (error) {
        // One schedule per instant: whoever came first has planned this wake-up too.
        if (!(error instanceof ConflictException)) throw error;
      }
    },
  };
};

/** `2026-06-30T22:00:00`: a schedule's time has whole seconds and no offset. */
const secondOf = (instant: Instant): string => instant.slice(0, 19);

/** `2026-06-30T22-00-00-000Z`: a name takes letters, digits, and of signs only `-`, `_` and `.`. */
const scheduleName = (instant: Instant): string => instant.replaceAll(/[:.]/g, '-');
