import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { LogStore } from '../event-log/log-store.ts';
import { shardOf } from '../indexes.ts';
import { putOnce } from './put-once.ts';
import { batchGet, query } from './requests.ts';
import { storedEvent } from './schemas/events.ts';
import { instant } from './schemas/parts.ts';

const shards = 4;

const eventRow = z.object({ event: storedEvent }).transform(({ event }) => event);

const chunkRow = z.object({
  position: z.int().min(1),
  chunkId: z.string(),
  references: z.array(
    z.object({ documentId: z.string(), sequence: z.int().min(1), recordedtime: instant }),
  ),
});

const documentKey = (documentId: string): string => `document#${documentId}`;
const logKey = (shard: number): string => `log#${shard}`;

/** Events by document, and the log of references to them, in one table. */
export const dynamoLogStore = (client: DynamoDBDocumentClient, table: string): LogStore => {
  const page = async (input: {
    readonly key: string;
    readonly after: number;
    readonly limit: number;
    readonly backwards?: boolean;
  }) => {
    const { items } = await query(client, {
      TableName: table,
      KeyConditionExpression: '#key = :key AND #position > :after',
      ExpressionAttributeNames: { '#key': 'key', '#position': 'position' },
      ExpressionAttributeValues: { ':key': input.key, ':after': input.after },
      ScanIndexForward: input.backwards !== true,
      ConsistentRead: true,
      Limit: input.limit,
    });
    return items;
  };

  return {
    shards,
    shardOf: (documentId) => shardOf(documentId) % shards,

    putEvent: async (event) => {
      const key = documentKey(event.subject);
      await putOnce(client, table, { key, position: Number(event.sequence), event });
    },

    lastPosition: async (shard) => {
      const [last] = await page({ key: logKey(shard), after: 0, limit: 1, backwards: true });
      return chunkRow.optional().parse(last)?.position ?? 0;
    },

    claim: async (shard, chunk) => {
      const standing = await putOnce(client, table, { key: logKey(shard), ...chunk });
      return standing === undefined ? chunk.chunkId : (standing.chunkId?.S ?? '');
    },

    chunks: async ({ shard, from, limit }) =>
      (await page({ key: logKey(shard), after: from - 1, limit })).map((item) =>
        chunkRow.parse(item),
      ),

    events: async (references) => {
      const keys = references.map(({ documentId, sequence }) => ({
        key: documentKey(documentId),
        position: sequence,
      }));
      return (await batchGet(client, table, keys)).map((item) => eventRow.parse(item));
    },

    eventsOf: async ({ documentId, after, limit }) =>
      (await page({ key: documentKey(documentId), after, limit })).map((item) =>
        eventRow.parse(item),
      ),
  };
};
