import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { ikraft, resourcesOf, templateOf } from './synthesize.ts';

const kept = [
  'AWS::DynamoDB::GlobalTable',
  'AWS::S3::Bucket',
  'AWS::KMS::Key',
  'AWS::Cognito::UserPool',
];

describe('every table', () => {
  const tables = resourcesOf('AWS::DynamoDB::GlobalTable');

  it('is one of the eight', () => {
    expect(tables).toHaveLength(8);
  });

  it.each(tables)(
    '$id is on demand, encrypted and can be restored to a point in time',
    ({ Properties }) => {
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        Replicas: [{ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }],
      });
    },
  );
});

describe('the documents table', () => {
  it('streams new images and has nothing but keys in its indexes', () => {
    templateOf().hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      GlobalSecondaryIndexes: ['due', 'change', 'status', 'registered'].map((IndexName) =>
        Match.objectLike({ IndexName, Projection: { ProjectionType: 'KEYS_ONLY' } }),
      ),
    });
  });
});

describe('the deliveries table', () => {
  it('forgets in time, and finds what waits under a key of several shards', () => {
    templateOf().hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      KeySchema: [
        { AttributeName: 'key', KeyType: 'HASH' },
        { AttributeName: 'item', KeyType: 'RANGE' },
      ],
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      GlobalSecondaryIndexes: [
        Match.objectLike({
          IndexName: 'nextAttempt',
          KeySchema: [
            { AttributeName: 'nextShard', KeyType: 'HASH' },
            { AttributeName: 'nextAttemptAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        }),
      ],
    });
  });
});

describe('every bucket', () => {
  it.each(resourcesOf('AWS::S3::Bucket'))(
    '$id is encrypted and closed to the public',
    ({ id, Properties }) => {
      expect(Properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(Properties.BucketEncryption).toBeDefined();
      templateOf().hasResourceProperties('AWS::S3::BucketPolicy', {
        Bucket: { Ref: id },
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({
              Action: 's3:*',
              Effect: 'Deny',
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            }),
          ]),
        },
      });
    },
  );
});

describe('the bucket of files', () => {
  it('keeps every version and announces new objects', () => {
    templateOf().hasResourceProperties('AWS::S3::Bucket', {
      VersioningConfiguration: { Status: 'Enabled' },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    });
  });

  it('takes uploads from pages of the configured origins only, and lets any page fetch what it has an address for', () => {
    const rules = (context: object) =>
      resourcesOf('AWS::S3::Bucket', { ...context }).flatMap(
        ({ Properties }) => Properties.CorsConfiguration?.CorsRules ?? [],
      );
    expect(rules({})).toEqual([]);
    expect(rules({ corsOrigins: ['https://intranet.example.org'] })).toMatchObject([
      { AllowedOrigins: ['https://intranet.example.org'], AllowedMethods: ['PUT'] },
      // Behind a redirect a browser names no origin.
      { AllowedOrigins: ['*'], AllowedMethods: ['GET', 'HEAD'] },
    ]);
  });
});

describe('the bucket of failures', () => {
  it('forgets what was redriven', () => {
    const [failures] = resourcesOf('AWS::S3::Bucket').filter(({ id }) => id.includes('Failures'));
    expect(failures?.Properties.LifecycleConfiguration.Rules).toMatchObject([
      { NoncurrentVersionExpiration: { NoncurrentDays: 30 }, Status: 'Enabled' },
    ]);
  });
});

describe('every queue', () => {
  it.each(resourcesOf('AWS::SQS::Queue'))(
    '$id is encrypted and refuses plain HTTP',
    ({ id, Properties }) => {
      expect(Properties.SqsManagedSseEnabled).toBe(true);
      templateOf().hasResourceProperties('AWS::SQS::QueuePolicy', {
        Queues: [{ Ref: id }],
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({
              Effect: 'Deny',
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            }),
          ]),
        },
      });
    },
  );
});

describe('the key of the subscription secrets', () => {
  it('is renewed every year', () => {
    templateOf().hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  });
});

describe('deleting the stack', () => {
  it.each(kept)('keeps each %s in production', (type) => {
    expect(resourcesOf(type)).not.toEqual([]);
    for (const resource of resourcesOf(type, { stage: 'production' })) {
      expect(resource.DeletionPolicy).toMatch(/^Retain/);
      expect(resource.UpdateReplacePolicy).toBe('Retain');
    }
  });

  it.each(kept)('takes each %s with it in development', (type) => {
    for (const resource of resourcesOf(type, { stage: 'development' })) {
      expect(resource.DeletionPolicy).toBe('Delete');
    }
  });

  it('is refused in production, for the stack, its tables and its users', () => {
    expect(ikraft({ stage: 'production' }).stack.terminationProtection).toBe(true);
    expect(ikraft({ stage: 'development' }).stack.terminationProtection).toBe(false);
    for (const { Properties } of resourcesOf('AWS::DynamoDB::GlobalTable')) {
      expect(Properties.Replicas).toMatchObject([{ DeletionProtectionEnabled: true }]);
    }
    templateOf().hasResourceProperties('AWS::Cognito::UserPool', { DeletionProtection: 'ACTIVE' });
  });
});
