import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { DueItem, Repository } from '#shared/application/ports.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { shardCount } from '../indexes.ts';
import { indexes, itemKey } from './keys.ts';
import { query } from './requests.ts';
import { instant } from './schemas/parts.ts';

/** The sparse indexes: of whatever is due, and of changes alone. */
const whatever = { index: indexes.due, shard: 'dueShard', at: 'dueAt' } as const;
const changesOnly = { index: indexes.change, shard: 'changeShard', at: 'changesAt' } as const;

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

/** What is to be done, or to change, one shard at a time. */
export const dueIndex = (
  client: DynamoDBDocumentClient,
  table: string,
): Pick<Repository, 'due' | 'dueShards'> => ({
  dueShards: shardCount,
  due: async ({ shard, changes, from = beginning, until, limit, next }) => {
    const by = changes ? changesOnly : whatever;
    const place = next === undefined ? undefined : decodeCursor(duePlace, next);
    // A range that ends before it begins is empty to us, but an error to DynamoDB.
    if (from > until) return { items: [] };
    const { items, last } = await query(client, {
      TableName: table,
      IndexName: by.index,
      KeyConditionExpression: `${by.shard} = :shard AND ${by.at} BETWEEN :from AND :until`,
      ExpressionAttributeValues: { ':shard': shard, ':from': from, ':until': until },
      Limit: limit,
      ...(place !== undefined && {
        ExclusiveStartKey: {
          [by.shard]: shard,
          documentId: place.documentId,
          item: place.item,
          [by.at]: place.dueAt,
        },
      }),
    });
    return {
      items: items.map((item) => dueRow.parse({ ...item, dueAt: item[by.at] })),
      ...(last !== undefined && {
        next: encodeCursor(duePlace.parse({ ...last, dueAt: last[by.at] })),
      }),
    };
  },
});
