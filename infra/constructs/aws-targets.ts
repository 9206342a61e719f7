import { Stack } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { Effect } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { env } from '#shared/runtime/env.ts';
import type { Config } from '../config.ts';
import type { ServiceFunction } from './service-function.ts';

export interface AwsTargetsProps {
  /** Whose queues and event buses subscribers may name. */
  readonly accounts: Config['targetAccounts'];
  readonly bus: EventBus;
}

/** How the ARNs begin of what is the stack's own: its queues are named after it, its bus by itself. */
const reservedArns = ({ bus }: AwsTargetsProps): string[] => {
  const stack = Stack.of(bus);
  const queues = stack.formatArn({ service: 'sqs', resource: `${stack.stackName}-` });
  return [queues, bus.eventBusArn];
};

/** Tells the function which targets of AWS a subscription may have. */
export const tellTargets = (fn: ServiceFunction, props: AwsTargetsProps): void => {
  fn.addEnvironment(env.targetAccounts, JSON.stringify(props.accounts));
  fn.addEnvironment(env.reservedArns, Stack.of(fn).toJsonString(reservedArns(props)));
};

/** Lets the function send to targets in those accounts, and to none of the stack's own. */
export const permitTargets = (
  sender: ServiceFunction,
  props: AwsTargetsProps & {
    /** The stack's queues, but for those that the sender itself is there to fill. */
    readonly queues: readonly IQueue[];
  },
): void => {
  const { accounts, bus, queues } = props;
  const { partition } = Stack.of(sender);
  for (const account of accounts) {
    sender.permit({
      actions: ['sqs:SendMessage'],
      resources: [`arn:${partition}:sqs:*:${account}:*`],
      wildcard: 'Subscribers name queues of an account that the operator allows.',
    });
    sender.permit({
      actions: ['events:PutEvents'],
      resources: [`arn:${partition}:events:*:${account}:event-bus/*`],
      wildcard: 'Subscribers name event buses of an account that the operator allows.',
    });
    sender.permit({
      actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
      resources: [`arn:${partition}:kms:*:${account}:key/*`],
      conditions: { StringLike: { 'kms:ViaService': 'sqs.*.amazonaws.com' } },
      wildcard: 'Subscribers encrypt their queues with keys of their own.',
    });
  }
  if (accounts.length === 0) return;
  const deny = { effect: Effect.DENY };
  sender.permit({
    ...deny,
    actions: ['sqs:SendMessage'],
    resources: queues.map(({ queueArn }) => queueArn),
  });
  sender.permit({ ...deny, actions: ['events:PutEvents'], resources: [bus.eventBusArn] });
};
