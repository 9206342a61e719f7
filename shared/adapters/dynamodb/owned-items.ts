import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Clock, Page, Receipt } from '#shared/application/ports.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { indexes } from './keys.ts';
import { receiptPut } from './receipts.ts';
import { batchGet, get, type Item, query, scan } from './requests.ts';
import { putAll } from './transaction.ts';

export interface OwnedItems<Owned> {
  create(owned: Owned, receipt?: Receipt): Promise<void>;
  get(id: string): Promise<Owned | undefined>;
  list(page: {
    readonly organisation?: string;
    readonly limit: number;
    readonly next?: string;
  }): Promise<Page<Owned>>;
}

/** A table in which each item has an id of its own and belongs to an organisation. */
export const ownedItems = <Owned>(dependencies: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  /** The attribute with the id: the key of the table. */
  readonly id: string;
  readonly schema: z.ZodType<Owned & Item>;
  readonly idempotencyTable: string;
  readonly clock: Clock;
}): OwnedItems<Owned> => {
  const { client, table, id, schema, idempotencyTable, clock } = dependencies;
  // Bounded, because a cursor comes from outside and DynamoDB takes no key that is empty or long.
  const key = z.object({ [id]: z.string().min(1).max(100) });

  /** The index gives keys and lags; the items are read as they stand now. */
  const current = async (rows: readonly Item[]) => {
    const keys = rows.map((row) => key.parse(row));
    const found = await batchGet(client, table, keys);
    const byId = new Map<unknown, Owned>(found.map((item) => [item[id], schema.parse(item)]));
    return keys.map((row) => byId.get(row[id])).filter((owned) => owned !== undefined);
  };

  return {
    create: (owned, receipt) =>
      putAll(client, [
        {
          subject: 'other',
          table,
          item: schema.parse(owned),
          condition: `attribute_not_exists(${id})`,
        },
        ...(receipt ? [receiptPut(idempotencyTable, receipt, clock)] : []),
      ]),

    get: async (value) => schema.optional().parse(await get(client, table, { [id]: value })),

    list: async ({ organisation, limit, next }) => {
      const place = next === undefined ? undefined : decodeCursor(key, next);
      const { items, last } =
        organisation === undefined
          ? await scan(client, {
              TableName: table,
              ConsistentRead: true,
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
  };
};
