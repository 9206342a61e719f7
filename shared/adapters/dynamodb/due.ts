import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { DueItem, Repository } from '#shared/application/ports.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { shardCount } from '../indexes.ts';
import { indexes, itemKey } from './keys.ts';
import { query } from './requests.ts';
import { instant } from './schemas/parts.ts';

const dueRow = z
  .object({ documentId: z.string(), dueAt: instant, item: itemKey })
  .transform(
    ({ item, ...row }): DueItem =>
      item === undefined
        ? { ...row, item: 'document' }
        : { ...row, item: 'version', version: item },
  );

const duePlace = z.object({ documentId: z.string(), dueAt: z.string(), item: z.string() });

// Before any instant of four-digit years.
const beginning = '0000';

/** The sparse index of what is to change, one shard at a time. */
export const dueIndex = (
  client: DynamoDBDocumentClient,
  table: string,
): Pick<Repository, 'due' | 'dueShards'> => ({
  dueShards: shardCount,
  due: async ({ shard, from = beginning, until, limit, next }) => {
    const place = next === undefined ? undefined : decodeCursor(duePlace, next);
    // A range that ends before it begins is empty to us, but an error to DynamoDB.
    if (from > until) return { items: [] };
    const { items, last } = await query(client, {
      TableName: table,
      IndexName: indexes.due,
      KeyConditionExpression: 'dueShard = :shard AND dueAt BETWEEN :from AND :until',
      ExpressionAttributeValues: { ':shard': shard, ':from': from, ':until': until },
      Limit: limit,
      ...(place !== undefined && { ExclusiveStartKey: { dueShard: shard, ...place } }),
    });
    return {
      items: items.map((item) => dueRow.parse(item)),
      ...(last !== undefined && { next: encodeCursor(duePlace.parse(last)) }),
    };
  },
});
