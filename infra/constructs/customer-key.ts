import { Aspects, Duration, type IAspect, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnGlobalTable } from 'aws-cdk-lib/aws-dynamodb';
import { Policy, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { type Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct, type IConstruct } from 'constructs';
import * as z from 'zod';

export interface CustomerKeyProps {
  readonly removalPolicy: RemovalPolicy;
  /** Takes the logs of other buckets, which S3 writes to no bucket with a key of KMS. */
  readonly accessLogs: Bucket;
}

/**
 * A key of the account's own that encrypts every table, bucket, queue, log and topic of the stack. Whoever
 * may touch one of them may use the key, by way of that service alone.
 */
export class CustomerKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, { removalPolicy, accessLogs }: CustomerKeyProps) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Tables, files, queues, logs and alarms of Ikraft',
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy,
    });
    this.letServicesIn();
    const encrypt: IAspect = {
      visit: (node) => {
        if (node instanceof Policy) this.letIn(node);
        else if (node !== accessLogs.node.defaultChild) encryptWith(this.key.keyArn, node);
      },
    };
    Aspects.of(Stack.of(this)).add(encrypt);
  }

  /** Those that have no role of the stack: logs, rules that send to queues, alarms. */
  private letServicesIn(): void {
    const { stackName, account, region } = Stack.of(this);
    const logGroups = Stack.of(this).formatArn({
      service: 'logs',
      resource: `log-group:${stackName}-*`,
    });
    this.letServiceIn(`logs.${region}.amazonaws.com`, writing, {
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups },
    });
    this.letServiceIn('events.amazonaws.com', sending, {
      StringEquals: { 'aws:SourceAccount': account },
    });
    this.letServiceIn('cloudwatch.amazonaws.com', sending);
  }

  private letServiceIn(
    service: string,
    actions: readonly string[],
    conditions?: Record<string, Record<string, string>>,
  ): void {
    const principals = [new ServicePrincipal(service)];
    this.key.addToResourcePolicy(
      new PolicyStatement({ principals, actions: kms(actions), resources: ['*'], conditions }),
    );
  }

  /** Adds to a role's permissions what they take now that everything is encrypted. */
  private letIn(policy: Policy): void {
    const may = actionsOf(policy);
    for (const { on, by, actions } of uses) {
      if (!may.some((action) => on.test(action))) continue;
      const via = `${by}.${Stack.of(this).region}.amazonaws.com`;
      policy.addStatements(
        new PolicyStatement({
          actions: kms(actions),
          resources: [this.key.keyArn],
          conditions: by === undefined ? undefined : { StringEquals: { 'kms:ViaService': via } },
        }),
      );
    }
  }
}

const reading = ['Decrypt'];
const looking = ['Decrypt', 'DescribeKey'];
const sending = ['Decrypt', 'GenerateDataKey'];
/** What DynamoDB and CloudWatch Logs ask for, without wildcards. */
const writing = [
  'Decrypt',
  'DescribeKey',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
];

/** What an action takes of the key, by way of which service; Lambda reads streams in a way of its own. */
const uses = [
  { on: /^dynamodb:(BatchGetItem|GetItem|Query|Scan)$/, by: 'dynamodb', actions: looking },
  { on: /^dynamodb:(Put|Update|Delete)Item$/, by: 'dynamodb', actions: writing },
  { on: /^dynamodb:GetRecords$/, by: undefined, actions: reading },
  { on: /^s3:GetObject(Version)?$/, by: 's3', actions: reading },
  { on: /^s3:PutObject$/, by: 's3', actions: sending },
  { on: /^sqs:ReceiveMessage$/, by: 'sqs', actions: reading },
  { on: /^sqs:SendMessage$/, by: 'sqs', actions: sending },
] as const;

const kms = (actions: readonly string[]): string[] => actions.map((action) => `kms:${action}`);

const document = z.object({
  Statement: z.array(
    z.object({
      Effect: z.string(),
      Action: z.union([z.string().transform((one) => [one]), z.array(z.string())]),
    }),
  ),
});

const actionsOf = (policy: Policy): string[] =>
  document
    .parse(policy.document.toJSON())
    .Statement.filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => Action);

const encryptWith = (keyArn: string, node: IConstruct): void => {
  if (node instanceof CfnGlobalTable) {
    node.addPropertyOverride('Replicas.0.SSESpecification', { KMSMasterKeyId: keyArn });
  } else if (node instanceof CfnBucket) {
    const byDefault = { sseAlgorithm: 'aws:kms', kmsMasterKeyId: keyArn };
    node.bucketEncryption = {
      serverSideEncryptionConfiguration: [
        { bucketKeyEnabled: true, serverSideEncryptionByDefault: byDefault },
      ],
    };
  } else if (node instanceof CfnQueue) {
    node.sqsManagedSseEnabled = undefined;
    node.kmsMasterKeyId = keyArn;
    node.kmsDataKeyReusePeriodSeconds = 3600;
  } else if (node instanceof CfnLogGroup) {
    node.kmsKeyId = keyArn;
  } else if (node instanceof CfnTopic) {
    node.kmsMasterKeyId = keyArn;
  }
};
