import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Clock, ConflictError, type Subscriptions } from '#shared/application/ports.ts';
import type { Subscription } from '#shared/domain/subscription.ts';
import { reach } from '../aws-errors.ts';
import { ownedItems } from './owned-items.ts';
import { readReceipt, receiptPut } from './receipts.ts';
import { scanAll } from './requests.ts';
import { storedSubscription } from './schemas/subscription.ts';
import { putAll } from './transaction.ts';

/** Subscriptions, and the receipts of what was asked of them, in DynamoDB. */
export const dynamoSubscriptions = (dependencies: {
  readonly client: DynamoDBDocumentClient;
  readonly subscriptionsTable: string;
  readonly idempotencyTable: string;
  readonly clock: Clock;
}): Subscriptions => {
  const { client, subscriptionsTable: table, idempotencyTable, clock } = dependencies;

  return {
    ...ownedItems<Subscription>({
      ...dependencies,
      table,
      id: 'subscriptionId',
      schema: storedSubscription,
    }),

    enabled: async () => {
      const items = await scanAll(client, {
        TableName: table,
        FilterExpression: '#state = :enabled',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':enabled': 'enabled' },
        ConsistentRead: true,
      });
      return items.map((item) => storedSubscription.parse(item));
    },

    update: (subscription, receipt) => {
      const revision = subscription.revision - 1;
      return putAll(client, [
        {
          subject: 'other',
          table,
          item: storedSubscription.parse(subscription),
          condition: `attribute_exists(subscriptionId) AND ${atRevision(revision)}`,
          values: { ':revision': revision },
        },
        ...(receipt ? [receiptPut(idempotencyTable, receipt, clock)] : []),
      ]);
    },

    delete: async (subscriptionId, revision) => {
      const request = new DeleteCommand({
        TableName: table,
        Key: { subscriptionId },
        ...(revision !== undefined && {
          // Where it is gone, this very request may have taken it away before its answer was lost.
          ConditionExpression: `attribute_not_exists(subscriptionId) OR ${atRevision(revision)}`,
          ExpressionAttributeValues: { ':revision': revision },
        }),
      });
      try {
        await reach('DynamoDB', () => client.send(request));
      } catch (cause) {
        if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
        throw new ConflictError(`Subscription ${subscriptionId} has changed`, { cause });
      }
    },

    receipt: (receiptId) => readReceipt(client, idempotencyTable, receiptId, clock),
  };
};

/** What was stored before there were revisions is at the first. */
const atRevision = (revision: number): string =>
  revision === 1
    ? '(revision = :revision OR attribute_not_exists(revision))'
    : 'revision = :revision';
