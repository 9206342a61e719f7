import type { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { env } from '#shared/runtime/env.ts';
import type { ServiceFunction } from './service-function.ts';
import { ServiceTable } from './service-table.ts';

export interface FeedLinkStoreProps {
  readonly removalPolicy: RemovalPolicy;
  /** Remembers requests that created a link. */
  readonly receipts: ServiceTable;
}

/** Addresses of feeds for programs that send no token; of the secret in each only a hash. */
export class FeedLinkStore extends Construct {
  readonly feedLinks: ServiceTable;
  private readonly receipts: ServiceTable;

  constructor(scope: Construct, id: string, { removalPolicy, receipts }: FeedLinkStoreProps) {
    super(scope, id);
    this.receipts = receipts;
    this.feedLinks = new ServiceTable(this, 'FeedLinks', {
      partitionKey: { name: 'feedLinkId', type: AttributeType.STRING },
      globalSecondaryIndexes: [
        {
          indexName: 'organisation',
          partitionKey: { name: 'organisation', type: AttributeType.STRING },
          sortKey: { name: 'feedLinkId', type: AttributeType.STRING },
        },
      ],
      removalPolicy,
    });
  }

  /** Makes, finds, lists and revokes links. */
  grantManage(fn: ServiceFunction): void {
    const { feedLinks } = this;
    const actions = ['GetItem', 'BatchGetItem', 'PutItem', 'DeleteItem', 'Scan'];
    fn.connect(env.feedLinksTable, feedLinks.tableName, feedLinks.items(...actions));
    fn.connect(env.idempotencyTable, this.receipts.tableName);
    fn.permit(feedLinks.indexes('organisation'));
  }
}
