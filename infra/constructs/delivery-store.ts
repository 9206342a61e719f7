import type { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, ProjectionType } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { env } from '#shared/runtime/env.ts';
import type { ServiceFunction } from './service-function.ts';
import { ServiceTable } from './service-table.ts';

export interface DeliveryStoreProps {
  readonly removalPolicy: RemovalPolicy;
  /** Remembers requests for tests, redeliveries and replays. */
  readonly receipts: ServiceTable;
}

const string = (name: string) => ({ name, type: AttributeType.STRING });

/**
 * Deliveries with their attempts, the state of each endpoint, receipts of duties, reminders that were given,
 * and replays. Deliveries and reminders are forgotten in time, receipts never. What waits stands in the index, under one of several shards.
 */
export class DeliveryStore extends Construct {
  readonly deliveries: ServiceTable;
  private readonly receipts: ServiceTable;

  constructor(scope: Construct, id: string, { removalPolicy, receipts }: DeliveryStoreProps) {
    super(scope, id);
    this.receipts = receipts;
    this.deliveries = new ServiceTable(this, 'Deliveries', {
      partitionKey: string('key'),
      sortKey: string('item'),
      timeToLiveAttribute: 'ttl',
      globalSecondaryIndexes: [
        {
          indexName: 'nextAttempt',
          partitionKey: string('nextShard'),
          sortKey: string('nextAttemptAt'),
          projectionType: ProjectionType.KEYS_ONLY,
        },
      ],
      removalPolicy,
    });
  }

  /** Makes deliveries of events, and notes the duties among them. */
  grantPlace(fn: ServiceFunction): void {
    this.grant(fn, 'PutItem');
  }

  /** Makes deliveries of reminders, and keeps which were given. */
  grantRemind(fn: ServiceFunction): void {
    this.grant(fn, 'GetItem', 'Query', 'PutItem');
  }

  /** Makes deliveries and asks for some again, one step of a replay after the other. */
  grantReplay(fn: ServiceFunction): void {
    this.grant(fn, 'GetItem', 'BatchGetItem', 'PutItem');
  }

  /** Attempts what waits, and keeps how the endpoint does. */
  grantServe(fn: ServiceFunction): void {
    this.grant(fn, 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem');
    this.grantFindDue(fn);
  }

  /** Finds what is due. */
  grantFindDue(fn: ServiceFunction): void {
    this.grant(fn);
    fn.permit(this.deliveries.indexes('nextAttempt'));
  }

  /** Shows deliveries, and asks for them again. */
  grantManage(fn: ServiceFunction): void {
    this.grant(fn, 'GetItem', 'BatchGetItem', 'Query', 'PutItem');
  }

  private grant(fn: ServiceFunction, ...actions: readonly string[]): void {
    const { deliveries } = this;
    fn.connect(env.deliveriesTable, deliveries.tableName);
    fn.connect(env.idempotencyTable, this.receipts.tableName);
    if (actions.length > 0) fn.permit(deliveries.items(...actions));
  }
}
