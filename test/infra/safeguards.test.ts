import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { configurations } from './configurations.ts';
import { functions } from './statements.ts';
import { ikraft, resourcesOf, templateOf } from './synthesize.ts';

const strict = configurations.strict ?? {};
const plain = {};

const count = (type: string, context: object) => resourcesOf(type, { ...context }).length;

describe('strict', () => {
  it('adds these types of resources, and nothing is missing', () => {
    const types = (context: object) =>
      Object.values(templateOf({ ...context }).toJSON().Resources).map((resource) =>
        String(Object(resource).Type),
      );
    const [before, after] = [types(plain), types({ strict: true })];
    const added = after.filter((type) => !before.includes(type));
    expect([...new Set(added)].sort()).toEqual([
      'AWS::Backup::BackupPlan',
      'AWS::Backup::BackupSelection',
      'AWS::Backup::BackupVault',
      'AWS::CloudWatch::Dashboard',
      'AWS::WAFv2::WebACL',
      'AWS::WAFv2::WebACLAssociation',
    ]);
    expect(before.filter((type) => !after.includes(type))).toEqual([]);
    expect(count('AWS::KMS::Key', { strict: true })).toBe(2);
  });

  it('changes no logical id of what is there, so that turning it on replaces nothing', () => {
    const ids = (context: object) => Object.keys(templateOf({ ...context }).toJSON().Resources);
    expect(ids({ strict: true })).toEqual(expect.arrayContaining(ids(plain)));
  });
});

describe('logs', () => {
  it.each([
    [plain, 90],
    [{ strict: true }, 400],
    [{ logDays: 30 }, 30],
  ])('are kept in %j for %d days', (context, days) => {
    const groups = resourcesOf('AWS::Logs::LogGroup', context);
    expect(groups.length).toBe(functions().length + 1);
    for (const { Properties } of groups) expect(Properties.RetentionInDays).toBe(days);
  });
});

describe('backups', () => {
  const context = { backup: { days: 60 }, timeZone: 'Europe/Helsinki' };

  it('are made every night in the zone of the installation, and kept so many days', () => {
    expect(count('AWS::Backup::BackupPlan', plain)).toBe(0);
    templateOf(context).hasResourceProperties('AWS::Backup::BackupPlan', {
      BackupPlan: {
        BackupPlanRule: [
          {
            ScheduleExpression: 'cron(30 1 * * ? *)',
            ScheduleExpressionTimezone: 'Europe/Helsinki',
            Lifecycle: { DeleteAfterDays: 60 },
          },
        ],
      },
    });
  });

  it('are of every table, the files and what could not be taken', () => {
    const [selection] = resourcesOf('AWS::Backup::BackupSelection', context);
    const chosen = selection?.Properties.BackupSelection.Resources.map(
      (arn: Record<string, [string, string]>) => arn['Fn::GetAtt']?.[0],
    );
    const tables = resourcesOf('AWS::DynamoDB::GlobalTable', context).map(({ id }) => id);
    const buckets = resourcesOf('AWS::S3::Bucket', context)
      .map(({ id }) => id)
      .filter((id) => !id.includes('AccessLogs'));
    expect(chosen.sort()).toEqual([...tables, ...buckets].sort());
  });

  it('lie in a vault from which nobody deletes them before, and which outlives the stack', () => {
    const [vault] = resourcesOf('AWS::Backup::BackupVault', context);
    expect(vault?.Properties.LockConfiguration).toEqual({ MinRetentionDays: 60 });
    expect(vault?.DeletionPolicy).toMatch(/^Retain/);
  });

  it('lie in another vault under another key, since a vault cannot change its own', () => {
    const name = (key: boolean) =>
      resourcesOf('AWS::Backup::BackupVault', { ...context, customerKey: key })[0]?.Properties
        .BackupVaultName;
    expect(name(true)).not.toBe(name(false));
  });

  it('of two installations have names of their own', () => {
    const names = ['Ikraft', 'Ikraft-test'].flatMap((stackName) => {
      const template = Template.fromStack(ikraft(context, stackName).stack);
      return ['Plan', 'Vault'].flatMap((kind) =>
        Object.values(template.findResources(`AWS::Backup::Backup${kind}`)).map(
          ({ Properties }) => Properties.BackupVaultName ?? Properties.BackupPlan.BackupPlanName,
        ),
      );
    });
    expect(names).toHaveLength(4);
    expect(new Set(names).size).toBe(4);
  });
});

describe('the firewall', () => {
  it('stands before the sign-in, where AWS WAF can stand', () => {
    expect(count('AWS::WAFv2::WebACL', plain)).toBe(0);
    templateOf(strict).hasResourceProperties('AWS::WAFv2::WebACLAssociation', {
      ResourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('UserPool'), 'Arn'] },
    });
    templateOf(strict).hasResourceProperties('AWS::WAFv2::WebACL', {
      Scope: 'REGIONAL',
      DefaultAction: { Allow: {} },
      Rules: [
        Match.objectLike({
          Statement: {
            ManagedRuleGroupStatement: {
              VendorName: 'AWS',
              Name: 'AWSManagedRulesAmazonIpReputationList',
            },
          },
        }),
        Match.objectLike({
          Action: { Block: {} },
          Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 500 } },
        }),
      ],
    });
  });

  it('is not there where another issuer signs people in', () => {
    expect(count('AWS::WAFv2::WebACL', configurations['with another issuer'] ?? {})).toBe(0);
  });
});

describe('malware protection', () => {
  const context = { malwareProtection: true };

  it('looks at every upload, marks it, and its verdict reaches the queue of uploads', () => {
    expect(count('AWS::GuardDuty::MalwareProtectionPlan', plain)).toBe(0);
    templateOf(context).hasResourceProperties('AWS::GuardDuty::MalwareProtectionPlan', {
      ProtectedResource: {
        S3Bucket: {
          BucketName: { Ref: Match.stringLikeRegexp('FileStoreFiles') },
          ObjectPrefixes: ['uploads/'],
        },
      },
      Actions: { Tagging: { Status: 'ENABLED' } },
    });
    templateOf(context).hasResourceProperties('AWS::Events::Rule', {
      EventBusName: Match.absent(),
      EventPattern: {
        source: ['aws.guardduty'],
        'detail-type': ['GuardDuty Malware Protection Object Scan Result'],
        detail: {
          s3ObjectDetails: {
            bucketName: [{ Ref: Match.stringLikeRegexp('FileStoreFiles') }],
            objectKey: [{ prefix: 'uploads/' }],
          },
        },
      },
      Targets: [
        Match.objectLike({
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('UploadsQueue'), 'Arn'] },
          DeadLetterConfig: {
            Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('UploadsDeadLetters'), 'Arn'] },
          },
        }),
      ],
    });
  });

  it('lets both rules send to the queue, each by its name', () => {
    const policies = resourcesOf('AWS::SQS::QueuePolicy', context).filter(({ id }) =>
      id.includes('UploadsQueue'),
    );
    const sources = policies
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(({ Effect }) => Effect === 'Allow')
      .map(({ Condition }) => JSON.stringify(Condition));
    expect(sources).toEqual([
      expect.stringMatching(/SourceArn.*ObjectCreated/),
      expect.stringMatching(/SourceArn.*Scanned/),
    ]);
  });

  it('makes verification wait for the verdict', () => {
    const told = (of: object) =>
      functions({ ...of })
        .filter(({ variables }) => variables.MALWARE_SCAN === 'true')
        .map(({ name }) => name);
    expect(told(context)).toContain('verify-upload');
    expect(told(plain)).toEqual([]);
  });
});

describe('object lock', () => {
  const files = (context: object) =>
    resourcesOf('AWS::S3::Bucket', { ...context }).filter(({ id }) => id.includes('Files'));

  it('is a rule on the bucket of files, which CloudFormation changes in place', () => {
    const context = { objectLock: { mode: 'compliance', days: 3650 } };
    const [bucket] = files(context);
    expect(bucket?.Properties.ObjectLockConfiguration).toEqual({
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 3650 } },
    });
    // Stating this one on a bucket that is there replaces it by an empty one.
    expect(bucket?.Properties.ObjectLockEnabled).toBeUndefined();
    expect(files(plain)[0]?.Properties.ObjectLockConfiguration).toBeUndefined();
  });
});
