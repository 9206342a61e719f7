import type { Duration } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { permit } from './permission.ts';
import { ServiceFunction } from './service-function.ts';

export interface RecurringProps {
  readonly description: string;
  /** `rate(1 minute)`, or `cron(…)` in the zone. */
  readonly expression: string;
  /** @default UTC */
  readonly timeZone?: string;
  /** A function to invoke, or a queue to send to. */
  readonly target: ServiceFunction | IQueue;
  /** What the function is invoked with, or the message. */
  readonly input: unknown;
  /** For how long one is tried that cannot be handed over: no longer than until the next would do. */
  readonly maxAge: Duration;
  /** Keeps what could not be handed over. */
  readonly deadLetters: IQueue;
}

/** Invokes a function, or sends a message, again and again. */
export class Recurring extends Construct {
  constructor(scope: Construct, id: string, props: RecurringProps) {
    super(scope, id);
    const { description, expression, timeZone, target, input, maxAge, deadLetters } = props;
    const [action, arn] =
      target instanceof ServiceFunction
        ? ['lambda:InvokeFunction', target.functionArn]
        : ['sqs:SendMessage', target.queueArn];

    const group = new CfnScheduleGroup(this, 'Group');
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { ArnEquals: { 'aws:SourceArn': group.attrArn } },
      }),
    });
    permit(role, { actions: [action], resources: [arn] });
    permit(role, { actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] });

    const schedule = new CfnSchedule(this, 'Schedule', {
      description,
      groupName: group.ref,
      scheduleExpression: expression,
      scheduleExpressionTimezone: timeZone,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn,
        roleArn: role.roleArn,
        input: JSON.stringify(input),
        deadLetterConfig: { arn: deadLetters.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: maxAge.toSeconds(), maximumRetryAttempts: 2 },
      },
    });
    schedule.node.addDependency(role);
  }
}
