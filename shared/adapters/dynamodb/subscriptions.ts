import { DeleteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Clock, Subscriptions } from '#shared/application/ports.ts';
import { reach } from '../aws-errors.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { indexes } from './keys.ts';
import { readReceipt, receiptPut } from './receipts.ts';
import { batchGet, get, type Item, query, scan, scanAll } from './requests.ts';
import { storedSubscription } from './schemas/subscription.ts';
import { putAll } from './transaction.ts';

// Bounded, because a cursor comes from outside and DynamoDB takes no key that is empty or long.
const key = z.object({ subscriptionId: z.string().min(1).max(100) });

/** Subscriptions, and the receipts of their creation, in DynamoDB. */
export const dynamoSubscriptions = (dependencies: {
  readonly client: DynamoDBDocumentClient;
  readonly subscriptionsTable: string;
  readonly idempotencyTable: string;
  readonly clock: Clock;
}): Subscriptions => {
  const { client, subscriptionsTable: table, idempotencyTable, clock } = dependencies;

  /** The index gives keys and lags; the items are read as they stand now. */
  const current = async (rows: readonly Item[]) => {
    const keys = rows.map((row) => key.parse(row));
    const found = (await batchGet(client, table, keys)).map((item) =>
      storedSubscription.parse(item),
    );
    const byId = new Map(found.map((each) => [each.subscriptionId, each]));
    return keys.flatMap(({ subscriptionId }) => byId.get(subscriptionId) ?? []);
  };

  return {
    create: (subscription, receipt) =>
      putAll(client, [
        {
          subject: 'other',
          table,
          item: storedSubscription.parse(subscription),
          condition: 'attribute_not_exists(subscriptionId)',
        },
        ...(receipt ? [receiptPut(idempotencyTable, receipt, clock)] : []),
      ]),

    get: async (subscriptionId) =>
      storedSubscription.optional().parse(await get(client, table, { subscriptionId })),

    list: async ({ organisation, limit, next }) => {
      const place = next === undefined ? undefined : decodeCursor(key, next);
      const { items, last } =
        organisation === undefined
          ? await scan(client, {
              TableName: table,
              Limit: limit,
              ...(place && { ExclusiveStartKey: place }),
            })
          : await query(client, {
              TableName: table,
              IndexName: indexes.organisation,
              KeyConditionExpression: 'organisation = :organisation',
              ExpressionAttributeValues: { ':organisation': organisation },
              Limit: limit,
              // The organisation is the caller's, never the cursor's.
              ...(place && { ExclusiveStartKey: { organisation, ...place } }),
            });
      return {
        items: await current(items),
        ...(last !== undefined && { next: encodeCursor(key.parse(last)) }),
      };
    },

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

    delete: async (subscriptionId) => {
      const request = new DeleteCommand({ TableName: table, Key: { subscriptionId } });
      await reach('DynamoDB', () => client.send(request));
    },

    receipt: (receiptId) => readReceipt(client, idempotencyTable, receiptId, clock),
  };
};
