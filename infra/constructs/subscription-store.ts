import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { env } from '#shared/runtime/env.ts';
import type { ServiceFunction } from './service-function.ts';
import { ServiceTable } from './service-table.ts';

export interface SubscriptionStoreProps {
  readonly removalPolicy: RemovalPolicy;
  /** Remembers requests that created a subscription. */
  readonly receipts: ServiceTable;
}

/** Who wants to hear of what, and the key that keeps the signing secrets from readers of the table. */
export class SubscriptionStore extends Construct {
  readonly subscriptions: ServiceTable;
  readonly secretsKey: Key;
  private readonly receipts: ServiceTable;

  constructor(scope: Construct, id: string, { removalPolicy, receipts }: SubscriptionStoreProps) {
    super(scope, id);
    this.receipts = receipts;

    this.subscriptions = new ServiceTable(this, 'Subscriptions', {
      partitionKey: { name: 'subscriptionId', type: AttributeType.STRING },
      globalSecondaryIndexes: [
        {
          indexName: 'organisation',
          partitionKey: { name: 'organisation', type: AttributeType.STRING },
          sortKey: { name: 'subscriptionId', type: AttributeType.STRING },
        },
      ],
      removalPolicy,
    });
    this.secretsKey = new Key(this, 'SecretsKey', {
      description: 'Signing secrets of Ikraft subscriptions',
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy,
    });
  }

  /** Creates, lists, changes and deletes subscriptions. */
  grantManage(fn: ServiceFunction): void {
    const { subscriptions } = this;
    this.grant(fn, 'GetItem', 'BatchGetItem', 'PutItem', 'DeleteItem', 'Scan');
    fn.permit(subscriptions.indexes('organisation'));
    this.grantSecrets(fn, 'Encrypt', 'Decrypt');
  }

  /** Finds every subscription that is enabled. */
  grantScan(fn: ServiceFunction): void {
    this.grant(fn, 'Scan');
  }

  grantRead(fn: ServiceFunction): void {
    this.grant(fn, 'GetItem');
  }

  /**
   * Reads a subscription and its secrets, to sign what is sent; and disables one whose receiver takes
   * nothing, of which its owner's others are told.
   */
  grantServe(fn: ServiceFunction): void {
    this.grant(fn, 'GetItem', 'BatchGetItem', 'PutItem');
    fn.permit(this.subscriptions.indexes('organisation'));
    this.grantSecrets(fn, 'Decrypt');
  }

  private grant(fn: ServiceFunction, ...actions: readonly string[]): void {
    const { subscriptions } = this;
    fn.connect(env.subscriptionsTable, subscriptions.tableName, subscriptions.items(...actions));
    fn.connect(env.idempotencyTable, this.receipts.tableName);
  }

  private grantSecrets(fn: ServiceFunction, ...actions: readonly ('Encrypt' | 'Decrypt')[]): void {
    fn.connect(env.secretsKeyId, this.secretsKey.keyArn, {
      actions: actions.map((action) => `kms:${action}`),
      resources: [this.secretsKey.keyArn],
    });
  }
}
