import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Instant } from '#shared/domain/instant.ts';
import { batchesOf } from '../batches.ts';
import { shards, waitingKey } from './delivery-keys.ts';
import { indexes } from './keys.ts';
import { type Item, query } from './requests.ts';
import { instant } from './schemas/parts.ts';

const indexRow = z.object({ key: z.string(), item: z.string(), nextAttemptAt: instant });

export type IndexRow = z.infer<typeof indexRow>;

/**
 * Rows of the index that are due at or before `until`, earliest first over all shards, so many at a time at
 * most. The index lags: what it says is to be read again.
 */
export const dueRows = async function* (
  client: DynamoDBDocumentClient,
  table: string,
  { waiting, until, pageSize }: { waiting: string; until: Instant; pageSize: number },
): AsyncGenerator<readonly IndexRow[]> {
  const read = async ({ shard, start }: { shard: number; start?: Item }) => {
    const { items, last } = await query(client, {
      TableName: table,
      IndexName: indexes.nextAttempt,
      KeyConditionExpression: 'nextShard = :shard AND nextAttemptAt <= :until',
      ExpressionAttributeValues: { ':shard': waitingKey(waiting, shard), ':until': until },
      Limit: pageSize,
      ...(start && { ExclusiveStartKey: start }),
    });
    return { rows: items.map((item) => indexRow.parse(item)), shard, start: last };
  };

  let unread: readonly { shard: number; start?: Item }[] = shards.map((shard) => ({ shard }));
  let held: readonly IndexRow[] = [];
  while (unread.length > 0) {
    const pages = await Promise.all(unread.map(read));
    const open = pages.flatMap(({ rows, shard, start }) => (start ? [{ rows, shard, start }] : []));
    // What another shard has not shown yet may be due before the rest.
    const ends = open.map(({ rows }) => rows.at(-1)?.nextAttemptAt ?? '');
    const horizon = ends.toSorted()[0] ?? until;
    const known = [...held, ...pages.flatMap(({ rows }) => rows)].toSorted(byTime);
    const ready = known.filter(({ nextAttemptAt }) => nextAttemptAt <= horizon);
    yield* batchesOf(ready, { count: pageSize, bytes: Number.POSITIVE_INFINITY }, () => 0);
    held = known.filter(({ nextAttemptAt }) => nextAttemptAt > horizon);
    unread = open;
  }
};

const byTime = (a: IndexRow, b: IndexRow): number =>
  a.nextAttemptAt < b.nextAttemptAt ? -1 : a.nextAttemptAt > b.nextAttemptAt ? 1 : 0;
