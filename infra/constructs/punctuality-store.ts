import type { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { env } from '#shared/runtime/env.ts';
import type { ServiceFunction } from './service-function.ts';
import { ServiceTable } from './service-table.ts';

export interface PunctualityStoreProps {
  readonly removalPolicy: RemovalPolicy;
}

/** Passes of reconciliation, and for each month how punctual its transitions were. */
export class PunctualityStore extends Construct {
  readonly punctuality: ServiceTable;

  constructor(scope: Construct, id: string, { removalPolicy }: PunctualityStoreProps) {
    super(scope, id);
    this.punctuality = new ServiceTable(this, 'Punctuality', {
      partitionKey: { name: 'key', type: AttributeType.STRING },
      sortKey: { name: 'item', type: AttributeType.STRING },
      timeToLiveAttribute: 'ttl',
      removalPolicy,
    });
  }

  /** Shows a month. */
  grantRead(fn: ServiceFunction): void {
    this.grant(fn, 'GetItem');
  }

  /** Begins passes, carries them on, and keeps what they counted. */
  grantReconcile(fn: ServiceFunction): void {
    this.grant(fn, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
  }

  private grant(fn: ServiceFunction, ...actions: readonly string[]): void {
    const { punctuality } = this;
    fn.connect(env.punctualityTable, punctuality.tableName, punctuality.items(...actions));
  }
}
