import { describe, expect, it } from 'vitest';
import { configurations } from './configurations.ts';
import { resourceStatements } from './resource-policies.ts';
import { functions, readable, roles, statements } from './statements.ts';

const contexts = Object.values(configurations);
const functionNames = [...new Set(contexts.flatMap((each) => functions(each).map((f) => f.name)))];

/** A line for each permission with a wildcard in it, once for all configurations. */
const lines = (found: readonly string[]): string[] =>
  [
    ...new Set(
      found
        .filter((line) => line.includes('*'))
        .map((line) => line.replaceAll('AWS::Region', 'eu-north-1'))
        .map((line) => line.replaceAll(/AWS::AccountId|999988887777/g, 'ours')),
    ),
  ].sort();

const oneByOne = ({ actions, resources }: Record<'actions' | 'resources', readonly string[]>) =>
  actions.flatMap((action) => resources.map((resource) => `${action} ${resource}`));

/** Every permission of a role that names more than one thing, under the reason why it has to. */
const ofRoles = {
  'Traces are no resources.': functionNames.flatMap((name) => [
    `${name} xray:PutTelemetryRecords *`,
    `${name} xray:PutTraceSegments *`,
  ]),
  'A list of streams is no resource.': [
    'plan-wakeups dynamodb:ListStreams *',
    'relay-events dynamodb:ListStreams *',
  ],
  'Each upload has a key of its own.': [
    'api s3:GetObjectVersion FileStoreFiles/uploads/*',
    'api s3:PutObject FileStoreFiles/uploads/*',
    'erase-files s3:BypassGovernanceRetention FileStoreFiles/uploads/*',
    'erase-files s3:DeleteObjectVersion FileStoreFiles/uploads/*',
    'erase-files s3:GetObjectRetention FileStoreFiles/uploads/*',
    'verify-upload s3:GetObjectVersion FileStoreFiles/uploads/*',
    ...['Get', 'Put'].flatMap((verb) => [
      `malware-protection-plan s3:${verb}ObjectTagging FileStoreFiles/uploads/*`,
      `malware-protection-plan s3:${verb}ObjectVersionTagging FileStoreFiles/uploads/*`,
    ]),
    'malware-protection-plan s3:GetObject FileStoreFiles/uploads/*',
    'malware-protection-plan s3:GetObjectVersion FileStoreFiles/uploads/*',
  ],
  'Lambda names what it puts there.': [
    'plan-wakeups s3:PutObject FileStoreFailures/aws/lambda/*',
    'relay-events s3:PutObject FileStoreFailures/aws/lambda/*',
  ],
  'Each record has a key of its own.': [
    'plan-wakeups s3:PutObject FileStoreFailures/poison/plan-wakeups/*',
    'relay-events s3:PutObject FileStoreFailures/poison/relay-events/*',
  ],
  'Subscribers name queues and buses of an account that is configured, with keys of its own.': [
    'deliver events:PutEvents arn:AWS::Partition:events:*:111122223333:event-bus/*',
    'deliver kms:Decrypt arn:AWS::Partition:kms:*:111122223333:key/*',
    'deliver kms:GenerateDataKey arn:AWS::Partition:kms:*:111122223333:key/*',
    'deliver sqs:SendMessage arn:AWS::Partition:sqs:*:111122223333:*',
  ],
  'A schedule is named after its instant.': ['plan-wakeups', 'reconcile'].map(
    (name) =>
      `${name} scheduler:CreateSchedule arn:AWS::Partition:scheduler:eu-north-1:ours:schedule/LifecycleClockSchedules/*`,
  ),
  'GuardDuty names its rule itself.': [
    'DeleteRule',
    'DescribeRule',
    'ListTargetsByRule',
    'PutRule',
    'PutTargets',
    'RemoveTargets',
  ].map(
    (action) =>
      `malware-protection-plan events:${action} arn:AWS::Partition:events:eu-north-1:ours:rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*`,
  ),
};

const logs = ['failures', 'files'].map(
  (name) =>
    `S3 FileStoreAccessLogsPolicy lets logging.s3.amazonaws.com s3:PutObject FileStoreAccessLogs/${name}/*`,
);

/** The same of what resources allow others; a key's policy calls the key itself `*`. */
const ofResources = {
  'An account administers its own keys.': [
    'KMS CustomerKey lets arn:AWS::Partition:iam::ours:root kms:* *',
    'KMS SubscriptionStoreSecretsKey lets arn:AWS::Partition:iam::ours:root kms:* *',
  ],
  'Services use the key where no role of ours does.': [
    ...['cloudwatch', 'events'].flatMap((service) => [
      `KMS CustomerKey lets ${service}.amazonaws.com kms:Decrypt *`,
      `KMS CustomerKey lets ${service}.amazonaws.com kms:GenerateDataKey *`,
    ]),
    ...[
      'Decrypt',
      'DescribeKey',
      'Encrypt',
      'GenerateDataKey',
      'GenerateDataKeyWithoutPlaintext',
      'ReEncryptFrom',
      'ReEncryptTo',
    ].map((action) => `KMS CustomerKey lets logs.eu-north-1.amazonaws.com kms:${action} *`),
  ],
  'S3 names the logs that it writes itself.': logs,
  'Other accounts name their rules on our bus themselves.': [
    'DeleteRule',
    'DescribeRule',
    'DisableRule',
    'EnableRule',
    'ListTagsForResource',
    'ListTargetsByRule',
    'PutTargets',
    'RemoveTargets',
    'TagResource',
    'UntagResource',
  ]
    .map((action) => ['ChangesToOwnRules', action])
    .concat([['RulesForOurEvents', 'PutRule']])
    .map(
      ([sid, action]) =>
        `Events EventRelayBuscdkIkraft${sid} lets arn:AWS::Partition:iam::111122223333:root events:${action} arn:AWS::Partition:events:eu-north-1:ours:rule/EventRelayBus/*`,
    ),
};

describe('a wildcard', () => {
  it('stands in what a role may do where there is a reason for it, and each reason still holds', () => {
    const found = contexts
      .flatMap((context) => statements(context))
      .filter(({ effect }) => effect === 'Allow')
      .flatMap(({ who, actions, resources }) =>
        oneByOne({ actions, resources: resources.map(readable) }).map((line) => `${who} ${line}`),
      );
    expect(lines(found)).toEqual(Object.values(ofRoles).flat().sort());
  });

  it('stands in what a resource lets others do where there is a reason for it, too', () => {
    const found = contexts
      .flatMap((context) => resourceStatements(context))
      .filter(({ effect }) => effect === 'Allow')
      .flatMap((each) => oneByOne(each).map((line) => `${each.of} lets ${each.who} ${line}`));
    expect(lines(found)).toEqual(Object.values(ofResources).flat().sort());
  });

  it('stands in what is forbidden: plain HTTP to everyone, and changes to decisions', () => {
    const found = contexts
      .flatMap((context) => resourceStatements(context))
      .filter(({ effect }) => effect === 'Deny');
    expect(new Set(found.map(({ who }) => who))).toEqual(new Set(['everyone']));
    const plainHttp = { Bool: { 'aws:SecureTransport': 'false' } };
    const others = found.filter(
      ({ conditions }) => JSON.stringify(conditions) !== JSON.stringify(plainHttp),
    );
    expect([...new Set(others.map(({ of }) => of))]).toEqual(['DynamoDB DocumentStoreDecisions']);
  });

  it('stands in no name of an action', () => {
    const actions = contexts.flatMap((each) => statements(each).flatMap((one) => one.actions));
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });
});

describe('a role', () => {
  it.each(Object.entries(configurations))('is of one function alone in %s', (_, context) => {
    const ofFunctions = functions(context).map(({ roleId }) => roleId);
    expect(new Set(ofFunctions).size).toBe(ofFunctions.length);
    const taken = new Map(roles(context).map(({ id, Properties }) => [id, Properties]));
    for (const id of ofFunctions) {
      expect(taken.get(id)?.AssumeRolePolicyDocument.Statement).toMatchObject([
        { Principal: { Service: 'lambda.amazonaws.com' } },
      ]);
    }
  });

  it('that a service takes is for a purpose of ours: other accounts of the service cannot', () => {
    for (const { who, Properties } of contexts.flatMap((context) => roles(context))) {
      if (functionNames.includes(who)) continue;
      const [{ Condition }] = Properties.AssumeRolePolicyDocument.Statement;
      expect(JSON.stringify(Condition)).toMatch(/aws:Source(Arn|Account)/);
    }
  });

  it('has policies of AWS where it makes backups, and nowhere else', () => {
    const found = contexts
      .flatMap((context) => roles(context))
      .flatMap(({ who, Properties: { ManagedPolicyArns = [] } }) =>
        ManagedPolicyArns.map((arn: unknown) => `${who} ${readable(JSON.stringify(arn))}`),
      );
    expect([...new Set(found)].sort()).toEqual([
      'backup arn:AWS::Partition:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup',
      'backup arn:AWS::Partition:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup',
    ]);
  });
});
