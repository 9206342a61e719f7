import { Names, Stack } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { AccountPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/**
 * Lets other accounts put rules on the bus for our events, and change none but their own. After AWS's
 * example (eb-event-bus-example-policy-same-account-creator.html), but a rule must state the source: without
 * that it would match whatever else may come to the bus.
 */
export const shareBus = (bus: EventBus, accounts: readonly string[]): void => {
  const stack = Stack.of(bus);
  // Two stacks of one account must not have policies of one name.
  const sid = (name: string) => `${Names.uniqueResourceName(stack, { maxLength: 40 })}${name}`;
  const resourceName = `${bus.eventBusName}/*`;
  const statement = {
    principals: accounts.map((account) => new AccountPrincipal(account)),
    resources: [stack.formatArn({ service: 'events', resource: 'rule', resourceName })],
  };
  // A rule that does not exist yet has no creator.
  const ownRules = {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM, not of ours
    StringEqualsIfExists: { 'events:creatorAccount': '${aws:PrincipalAccount}' },
  };
  bus.addToResourcePolicy(
    new PolicyStatement({
      ...statement,
      sid: sid('RulesForOurEvents'),
      actions: ['events:PutRule'],
      conditions: {
        ...ownRules,
        'ForAllValues:StringEquals': { 'events:source': 'ikraft' },
        Null: { 'events:source': 'false' },
      },
    }),
  );
  bus.addToResourcePolicy(
    new PolicyStatement({
      ...statement,
      sid: sid('ChangesToOwnRules'),
      actions: [
        'events:DeleteRule',
        'events:DescribeRule',
        'events:DisableRule',
        'events:EnableRule',
        'events:ListTagsForResource',
        'events:ListTargetsByRule',
        'events:PutTargets',
        'events:RemoveTargets',
        'events:TagResource',
        'events:UntagResource',
      ],
      conditions: ownRules,
    }),
  );
};
