import { RemovalPolicy } from 'aws-cdk-lib';
import { TableEncryptionV2, type TablePropsV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { Permission } from './permission.ts';

export interface ServiceTableProps
  extends Pick<
    TablePropsV2,
    | 'partitionKey'
    | 'sortKey'
    | 'globalSecondaryIndexes'
    | 'dynamoStream'
    | 'timeToLiveAttribute'
    | 'resourcePolicy'
  > {
  /** What becomes of the table when the stack is deleted; a table to retain resists deletion too. */
  readonly removalPolicy: RemovalPolicy;
}

/** A table as all of ours are: on demand, encrypted, restorable to any second of the last 35 days. */
export class ServiceTable extends TableV2 {
  readonly indexNames: readonly string[];

  constructor(scope: Construct, id: string, props: ServiceTableProps) {
    super(scope, id, {
      ...props,
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: props.removalPolicy === RemovalPolicy.RETAIN,
    });
    this.indexNames = (props.globalSecondaryIndexes ?? []).map(({ indexName }) => indexName);
  }

  /** These actions on the table itself. */
  items(...actions: readonly string[]): Permission {
    return { actions: actions.map((action) => `dynamodb:${action}`), resources: [this.tableArn] };
  }

  /** Queries in these indexes. */
  indexes(...names: readonly string[]): Permission {
    return {
      actions: ['dynamodb:Query'],
      resources: names.map((name) => `${this.tableArn}/index/${name}`),
    };
  }
}
