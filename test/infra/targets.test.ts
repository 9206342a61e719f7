import { describe, expect, it } from 'vitest';
import { functions, linesOf, readable, statements } from './statements.ts';
import { resourcesOf, templateOf } from './synthesize.ts';

const accounts = ['111122223333', '444455556666'];

const delivering = [
  'dynamodb:BatchGetItem DeliveryStoreDeliveries',
  'dynamodb:BatchGetItem EventLogEvents',
  'dynamodb:BatchGetItem SubscriptionStoreSubscriptions',
  'dynamodb:DeleteItem DeliveryStoreDeliveries',
  'dynamodb:GetItem SubscriptionStoreSubscriptions',
  'dynamodb:PutItem DeliveryStoreDeliveries',
  'dynamodb:PutItem SubscriptionStoreSubscriptions',
  'dynamodb:Query DeliveryStoreDeliveries/index/nextAttempt',
  'dynamodb:Query SubscriptionStoreSubscriptions/index/organisation',
  'dynamodb:UpdateItem DeliveryStoreDeliveries',
  'kms:Decrypt SubscriptionStoreSecretsKey',
  'logs:CreateLogStream SubscriberDeliveryDeliverLogs',
  'logs:PutLogEvents SubscriberDeliveryDeliverLogs',
  'sqs:ChangeMessageVisibility SubscriberDeliveryWakesQueue',
  'sqs:DeleteMessage SubscriberDeliveryWakesQueue',
  'sqs:GetQueueAttributes SubscriberDeliveryWakesQueue',
  'sqs:GetQueueUrl SubscriberDeliveryWakesQueue',
  'sqs:ReceiveMessage SubscriberDeliveryWakesQueue',
  'sqs:SendMessage SubscriberDeliveryWakesDeadLetters',
  'sqs:SendMessage SubscriberDeliveryWakesQueue',
  'xray:PutTelemetryRecords *',
  'xray:PutTraceSegments *',
];

const toTargets = accounts.flatMap((account) => [
  `events:PutEvents arn:AWS::Partition:events:*:${account}:event-bus/*`,
  `kms:Decrypt arn:AWS::Partition:kms:*:${account}:key/*`,
  `kms:GenerateDataKey arn:AWS::Partition:kms:*:${account}:key/*`,
  `sqs:SendMessage arn:AWS::Partition:sqs:*:${account}:*`,
]);

describe('the role of the function that sends to subscribers', () => {
  it('can do what delivering takes, and nothing else', () => {
    expect(linesOf('deliver', 'Allow')).toEqual(delivering);
    expect(linesOf('deliver', 'Deny')).toEqual([]);
  });

  it('can send to the accounts that are configured besides', () => {
    expect(linesOf('deliver', 'Allow', { targetAccounts: accounts })).toEqual(
      [...delivering, ...toTargets].sort(),
    );
  });

  it('can use the keys of those accounts by way of SQS only', () => {
    const keys = statements({ targetAccounts: accounts }).filter(({ resources }) =>
      resources.some((resource) => resource.includes(':kms:')),
    );
    expect(keys.flatMap(({ resources }) => resources)).toHaveLength(accounts.length);
    for (const { conditions } of keys) {
      expect(conditions).toEqual({ StringLike: { 'kms:ViaService': 'sqs.*.amazonaws.com' } });
    }
  });

  it('cannot send to the bus or a queue of the stack, but for its own, whatever is configured', () => {
    const own = ['SubscriberDeliveryWakesQueue', 'SubscriberDeliveryWakesDeadLetters'];
    const others = resourcesOf('AWS::SQS::Queue')
      .map(({ id }) => readable(`"${id}"`))
      .filter((id) => !own.includes(id));
    expect(others).toHaveLength(13);
    expect(linesOf('deliver', 'Deny', { targetAccounts: accounts })).toEqual(
      ['events:PutEvents EventRelayBus', ...others.map((id) => `sqs:SendMessage ${id}`)].sort(),
    );
  });
});

describe('the targets that a subscription may have', () => {
  const told = (context = {}) =>
    functions(context)
      .filter(({ variables }) => 'TARGET_ACCOUNTS' in variables)
      .map(({ name, variables: { TARGET_ACCOUNTS, RESERVED_ARNS } }) => ({
        name,
        accounts: JSON.parse(String(TARGET_ACCOUNTS)),
        reserved: JSON.stringify(RESERVED_ARNS),
      }));

  it('are in no account unless one is configured', () => {
    expect(told()).toMatchObject([{ name: 'api', accounts: [] }]);
    expect(told({ targetAccounts: accounts })).toMatchObject([{ name: 'api', accounts }]);
  });

  it('are never the queues of the stack, which are named after it, nor its bus', () => {
    const [{ reserved = '' } = {}] = told();
    expect(reserved).toMatch(/:sqs:.*:Ikraft-/);
    expect(reserved).toMatch(/Fn::GetAtt.*EventRelayBus/);
  });
});

describe('the event bus', () => {
  const policies = (context = {}) => resourcesOf('AWS::Events::EventBusPolicy', context);
  const context = { busAccounts: accounts };
  const principals = accounts.map((account) => ({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${account}:root`]],
  }));

  it('is nobody else’s unless an account is configured', () => {
    expect(policies()).toEqual([]);
  });

  it('takes rules of other accounts that ask for our events by name', () => {
    templateOf(context).hasResourceProperties('AWS::Events::EventBusPolicy', {
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: principals },
        Action: 'events:PutRule',
        Condition: {
          StringEqualsIfExists: { 'events:creatorAccount': '$' + '{aws:PrincipalAccount}' },
          'ForAllValues:StringEquals': { 'events:source': 'ikraft' },
          Null: { 'events:source': 'false' },
        },
      },
    });
  });

  it('lets them change their own rules, put events on it never', () => {
    const statements = policies(context).map(({ Properties }) => Properties.Statement);
    expect(statements).toHaveLength(2);
    for (const { Resource, Condition } of statements) {
      expect(JSON.stringify(Resource)).toMatch(/:rule\/.*EventRelayBus.*\/\*"/);
      expect(Condition.StringEqualsIfExists).toEqual({
        'events:creatorAccount': '$' + '{aws:PrincipalAccount}',
      });
    }
    const actions = statements.flatMap(({ Action }) => Action);
    expect(actions).not.toContain('events:PutEvents');
    expect(actions).toEqual(expect.arrayContaining(['events:TagResource', 'events:UntagResource']));
  });

  it('has policies whose names no other stack has', () => {
    expect(policies(context).map(({ Properties }) => Properties.StatementId)).toEqual([
      'cdk-IkraftRulesForOurEvents',
      'cdk-IkraftChangesToOwnRules',
    ]);
  });
});
