import type { BusTarget, QueueTarget, Target } from '#shared/domain/subscription.ts';
import { isWithin, placeOf } from './arn.ts';
import { webhookFault } from './webhook-fault.ts';

export interface TargetRules {
  /** Lets webhooks go to http and to this machine. */
  readonly allowLocal: boolean;
  /** AWS accounts whose queues and event buses may be targets. */
  readonly targetAccounts: readonly string[];
  /** How the ARNs begin that are the stack's own: an event sent there would come back. */
  readonly reservedArns: readonly string[];
}

/** Why nothing may be sent to the target, in a sentence for its owner; undefined where it may. */
export const targetFault =
  (rules: TargetRules) =>
  (target: Target): string | undefined => {
    switch (target.type) {
      case 'webhook':
        return webhookFault(target.url, rules);
      case 'sqs':
      case 'eventBridge':
        return arnFault(target, rules);
    }
  };

const samples = {
  sqs: 'Write the ARN of a queue, such as arn:aws:sqs:eu-north-1:123456789012:ikraft-events.',
  eventBridge:
    'Write the ARN of an event bus, such as arn:aws:events:eu-north-1:123456789012:event-bus/default.',
} as const;

const arnFault = (
  target: QueueTarget | BusTarget,
  { targetAccounts, reservedArns }: TargetRules,
): string | undefined => {
  const place = placeOf(target);
  if (place === undefined) return samples[target.type];
  if (reservedArns.some((start) => isWithin(target, start))) {
    return 'Name a queue or an event bus of your own: this one belongs to Ikraft itself.';
  }
  if (targetAccounts.includes(place.account)) return undefined;
  return `Ask the operator to allow targets in the account ${place.account}, by the setting targetAccounts.`;
};
