import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { reach } from '../aws-errors.ts';
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
  since: instant.exactOptional(),
  references: z.array(
    z.object({ documentId: z.string(), sequence: z.int().min(1), recordedtime: instant }),
  ),
});

const documentKey = (documentId: string): string => `document#${documentId}`;
const logKey = (shard: number): string => `log#${shard}`;

/** Events by document, and the log of references to them, in one table. */
export const dynamoLogStore = (client: DynamoDBDocumentClient, table: string): LogStore => {
  const page = async (
    key: string,
    order: { readonly from: number } | { readonly before: number },
    limit: number,
  ) => {
    const onwards = 'from' in order;
    const { items } = await query(client, {
      TableName: table,
      KeyConditionExpression: `#key = :key AND #position ${onwards ? '>=' : '<'} :position`,
      ExpressionAttributeNames: { '#key': 'key', '#position': 'position' },
      ExpressionAttributeValues: {
        ':key': key,
        ':position': onwards ? order.from : order.before,
      },
      ScanIndexForward: onwards,
      ConsistentRead: true,
      Limit: limit,
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

    replaceEvent: async (event) => {
      const request = new PutCommand({
        TableName: table,
        Item: { key: documentKey(event.subject), position: Number(event.sequence), event },
        ConditionExpression: 'attribute_exists(#key)',
        ExpressionAttributeNames: { '#key': 'key' },
      });
      await reach('DynamoDB', () => client.send(request));
    },

    claim: async (shard, chunk) => {
      const standing = await putOnce(client, table, { key: logKey(shard), ...chunk });
      return standing === undefined ? chunk : chunkRow.parse(unmarshall(standing));
    },

    chunks: async ({ shard, from, limit }) =>
      (await page(logKey(shard), { from }, limit)).map((item) => chunkRow.parse(item)),

    chunksBack: async ({ shard, before = Number.MAX_SAFE_INTEGER, limit }) =>
      (await page(logKey(shard), { before }, limit)).map((item) => chunkRow.parse(item)),

    events: async (wanted) => {
      const keys = wanted.map(({ documentId, sequence }) => ({
        key: documentKey(documentId),
        position: sequence,
      }));
      return (await batchGet(client, table, keys)).map((item) => eventRow.parse(item));
    },

    eventsOf: async ({ documentId, after, limit }) =>
      (await page(documentKey(documentId), { from: after + 1 }, limit)).map((item) =>
        eventRow.parse(item),
      ),
  };
};
