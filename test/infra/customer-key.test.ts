import { describe, expect, it } from 'vitest';
import { configurations } from './configurations.ts';
import { resourceStatements } from './resource-policies.ts';
import { linesOf, roles, statements } from './statements.ts';
import { resourcesOf, templateOf } from './synthesize.ts';

const strict = configurations.strict ?? {};
const [key] = resourcesOf('AWS::KMS::Key', strict).filter(({ id }) => id.startsWith('CustomerKey'));
const byKey = { 'Fn::GetAtt': [key?.id, 'Arn'] };

const typesWith = (property: string): string[] =>
  Object.values(templateOf(strict).toJSON().Resources)
    .map((resource) => ({ type: String(Object(resource).Type), text: JSON.stringify(resource) }))
    .filter(({ text }) => text.includes(`"${property}"`))
    .map(({ type }) => type);

describe('the customer’s key', () => {
  it('is there where it is asked for, renewed every year and kept in production', () => {
    const keys = (context: object) => resourcesOf('AWS::KMS::Key', { ...context });
    expect(keys({})).toHaveLength(1);
    expect(keys(strict)).toHaveLength(2);
    expect(key?.Properties).toMatchObject({ EnableKeyRotation: true, PendingWindowInDays: 30 });
    expect(key?.DeletionPolicy).toMatch(/^Retain/);
    const [another] = resourcesOf('AWS::KMS::Key', { customerKey: true, stage: 'development' });
    expect(another?.DeletionPolicy).toBe('Delete');
  });

  it.each(resourcesOf('AWS::DynamoDB::GlobalTable', strict))('encrypts $id', ({ Properties }) => {
    expect(Properties).toMatchObject({
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      Replicas: [{ SSESpecification: { KMSMasterKeyId: byKey } }],
    });
  });

  it.each(resourcesOf('AWS::SQS::Queue', strict))('encrypts $id', ({ Properties }) => {
    expect(Properties.KmsMasterKeyId).toEqual(byKey);
    expect(Properties.SqsManagedSseEnabled).toBeUndefined();
  });

  it.each([...resourcesOf('AWS::Logs::LogGroup', strict)])('encrypts $id', ({ Properties }) => {
    expect(Properties.KmsKeyId).toEqual(byKey);
  });

  it('encrypts every bucket but the one of access logs, where S3 takes no key of KMS', () => {
    const encryptions = resourcesOf('AWS::S3::Bucket', strict).map(({ id, Properties }) => [
      id.replace(/^StatefulFileStore|[0-9A-F]{8}$/g, ''),
      Properties.BucketEncryption.ServerSideEncryptionConfiguration,
    ]);
    const ours = [
      {
        BucketKeyEnabled: true,
        ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: byKey },
      },
    ];
    expect(Object.fromEntries(encryptions)).toEqual({
      AccessLogs: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      Files: ours,
      Failures: ours,
    });
  });

  it('encrypts alarms on their way and the vault of backups', () => {
    const [topic] = resourcesOf('AWS::SNS::Topic', strict);
    expect(topic?.Properties.KmsMasterKeyId).toEqual(byKey);
    const [vault] = resourcesOf('AWS::Backup::BackupVault', strict);
    expect(vault?.Properties.EncryptionKeyArn).toEqual(byKey);
  });

  it('leaves no table, bucket, queue, log, topic or vault to a key of AWS', () => {
    const managed = ['AES256', 'SqsManagedSseEnabled'].flatMap(typesWith);
    expect(managed).toEqual(['AWS::S3::Bucket']);
  });
});

describe('who may use the customer’s key', () => {
  const onKey = statements(strict).filter(({ resources }) =>
    resources.some((resource) => resource.includes(String(key?.id))),
  );

  it('is each role by way of the services that it uses anyway', () => {
    const lines = (who: string) =>
      linesOf(who, 'Allow', strict).filter((line) => line.endsWith(' CustomerKey'));
    expect(lines('verify-upload').map((line) => line.split(' ')[0])).toEqual(
      expect.arrayContaining(['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey']),
    );
    expect(
      lines('sweep-deliveries')
        .map((line) => line.split(' ')[0])
        .sort(),
    ).toEqual(['kms:Decrypt', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey']);
  });

  it('is every role that reads, writes, sends or receives, and no other', () => {
    const touching = statements(strict)
      .filter(({ effect }) => effect === 'Allow')
      .filter(({ actions }) =>
        actions.some((action) =>
          /^(dynamodb:(Get|Put|Update|Delete|Query|Scan|Batch)|s3:(Get|Put)Object|sqs:(Send|Receive))/.test(
            action,
          ),
        ),
      )
      .map(({ who }) => who);
    const users = onKey.map(({ who }) => who);
    expect(users.length).toBeGreaterThan(10);
    expect(new Set(users)).toEqual(new Set([...touching, 'backup']));
    expect(new Set(roles(strict).map(({ who }) => who))).toEqual(new Set(users));
  });

  it('may make a data key for whatever it puts into a queue or a bucket', () => {
    const putting = statements(strict).filter(
      ({ effect, actions }) =>
        effect === 'Allow' && actions.some((each) => /^(sqs:SendMessage|s3:PutObject)$/.test(each)),
    );
    for (const { who, actions } of putting) {
      const service = actions.includes('sqs:SendMessage') ? 'sqs' : 's3';
      const via = JSON.stringify({
        StringEquals: { 'kms:ViaService': `${service}.eu-north-1.amazonaws.com` },
      });
      const may = onKey
        .filter((each) => each.who === who && JSON.stringify(each.conditions) === via)
        .flatMap((each) => each.actions);
      expect(may, `${who} ${service}`).toEqual(
        expect.arrayContaining(['kms:Decrypt', 'kms:GenerateDataKey']),
      );
    }
    expect(putting.length).toBeGreaterThan(10);
  });

  it('goes by way of a service, but for those who read streams and for backups', () => {
    const direct = onKey.filter(
      ({ conditions }) => !JSON.stringify(conditions ?? '').includes('Via'),
    );
    expect([...new Set(direct.map(({ who }) => who))].sort()).toEqual([
      'backup',
      'plan-wakeups',
      'relay-events',
    ]);
    const reading = direct.filter(({ who }) => who !== 'backup');
    expect([...new Set(reading.flatMap(({ actions }) => actions))]).toEqual(['kms:Decrypt']);
  });

  it('is logs of this stack, rules of this account, and alarms', () => {
    const services = resourceStatements(strict)
      .filter(({ of, who }) => of === 'KMS CustomerKey' && who.endsWith('.amazonaws.com'))
      .map(({ who, conditions }) => [who, JSON.stringify(conditions ?? {})]);
    expect(Object.fromEntries(services)).toEqual({
      'logs.eu-north-1.amazonaws.com': expect.stringMatching(
        /ArnLike.*aws:logs:arn.*:logs:eu-north-1:999988887777:log-group:Ikraft-\*/,
      ),
      'events.amazonaws.com': '{"StringEquals":{"aws:SourceAccount":"999988887777"}}',
      'cloudwatch.amazonaws.com': '{}',
    });
  });
});
