import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { permit } from './permission.ts';
import type { ServiceFunction } from './service-function.ts';

export interface EveryMinuteProps {
  readonly description: string;
  readonly target: ServiceFunction;
  /** What the function is invoked with. */
  readonly input: unknown;
  /** Keeps invocations that could not be handed over. */
  readonly deadLetters: IQueue;
}

/** Invokes a function every minute. */
export class EveryMinute extends Construct {
  constructor(scope: Construct, id: string, props: EveryMinuteProps) {
    super(scope, id);
    const { description, target, input, deadLetters } = props;

    const group = new CfnScheduleGroup(this, 'Group');
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { ArnEquals: { 'aws:SourceArn': group.attrArn } },
      }),
    });
    permit(role, { actions: ['lambda:InvokeFunction'], resources: [target.functionArn] });
    permit(role, { actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] });

    const schedule = new CfnSchedule(this, 'Schedule', {
      description,
      groupName: group.ref,
      scheduleExpression: 'rate(1 minute)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: target.functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify(input),
        deadLetterConfig: { arn: deadLetters.queueArn },
        // The next one is a minute away: trying this one for longer gains nothing.
        retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 2 },
      },
    });
    schedule.node.addDependency(role);
  }
}
