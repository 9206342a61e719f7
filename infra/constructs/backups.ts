import { Duration, Names, type RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import {
  BackupPlan,
  BackupPlanRule,
  BackupResource,
  BackupSelection,
  BackupVault,
} from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { permit } from './permission.ts';
import type { ServiceTable } from './service-table.ts';

export interface BackupsProps {
  readonly tables: readonly ServiceTable[];
  readonly buckets: readonly Bucket[];
  /** For how long each copy is kept; until then nobody may delete it without lifting the vault's lock. */
  readonly days: number;
  readonly timeZone: string;
  readonly removalPolicy: RemovalPolicy;
  /** @default the key that AWS Backup has in every account */
  readonly key?: Key;
}

const managedPolicies = [
  'service-role/AWSBackupServiceRolePolicyForBackup',
  'AWSBackupServiceRolePolicyForS3Backup',
];

/** A copy of tables and files every night, in a vault apart from them. */
export class Backups extends Construct {
  constructor(scope: Construct, id: string, props: BackupsProps) {
    super(scope, id);
    const { tables, buckets, days, timeZone, removalPolicy, key } = props;

    // Another key means another vault, which CloudFormation could not give the name of the one before.
    const vault = new BackupVault(this, key === undefined ? 'Vault' : 'KeyedVault', {
      encryptionKey: key,
      lockConfiguration: { minRetention: Duration.days(days) },
      removalPolicy,
    });
    const plan = new BackupPlan(this, 'Plan', {
      backupPlanName: Names.uniqueResourceName(this, { maxLength: 50 }),
      backupVault: vault,
    });
    plan.addRule(
      new BackupPlanRule({
        // Before the reconciliation, which may write.
        scheduleExpression: Schedule.cron({ hour: '1', minute: '30' }),
        scheduleExpressionTimezone: { timezoneName: timeZone },
        deleteAfter: Duration.days(days),
      }),
    );
    new BackupSelection(this, 'Selection', {
      backupPlan: plan,
      role: this.addRole(key),
      disableDefaultBackupPolicy: true,
      resources: [
        ...tables.map((table) => BackupResource.fromArn(table.tableArn)),
        ...buckets.map((bucket) => BackupResource.fromArn(bucket.bucketArn)),
      ],
    });
  }

  private addRole(key: Key | undefined): Role {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('backup.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      managedPolicies: managedPolicies.map((name) => ManagedPolicy.fromAwsManagedPolicyName(name)),
    });
    for (const name of managedPolicies) {
      Validations.of(role).acknowledge({
        id: `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${name}]`,
        reason: 'AWS Backup asks for these policies and adds to them as the service grows.',
      });
    }
    if (key !== undefined) {
      const resources = [key.keyArn];
      permit(role, {
        actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'],
        resources,
      });
      permit(role, {
        actions: ['kms:CreateGrant'],
        resources,
        conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      });
    }
    return role;
  }
}
