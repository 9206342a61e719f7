import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Repository } from '#shared/application/ports.ts';
import { shardCount } from '../indexes.ts';
import { statusShard } from './document-item.ts';
import { documentItem, indexes, versionItem, versionItems } from './keys.ts';
import { batchGet, get, query, queryAll } from './requests.ts';
import { storedDocument } from './schemas/document.ts';
import { storedFact } from './schemas/events.ts';
import { storedVersion } from './schemas/version.ts';

const idOnly = z.object({ documentId: z.string() });
const outbox = z
  .object({ emitted: z.array(storedFact).default([]), correlationId: z.string().exactOptional() })
  .transform(({ emitted: facts, ...rest }) => ({ facts, ...rest }));

/** Reads of documents and their versions, which share a table. */
export const documentReads = (
  client: DynamoDBDocumentClient,
  table: string,
): Pick<
  Repository,
  'document' | 'outbox' | 'documents' | 'documentIds' | 'version' | 'versions'
> => ({
  document: async (documentId) =>
    storedDocument.optional().parse(await get(client, table, { documentId, item: documentItem })),

  outbox: async (documentId) => {
    const item = await get(client, table, { documentId, item: documentItem });
    if (item === undefined) return undefined;
    return { document: storedDocument.parse(item), ...outbox.parse(item) };
  },

  documents: async (documentIds) => {
    const keys = documentIds.map((documentId) => ({ documentId, item: documentItem }));
    const found = (await batchGet(client, table, keys)).map((item) => storedDocument.parse(item));
    const byId = new Map(found.map((document) => [document.documentId, document]));
    return documentIds.flatMap((documentId) => byId.get(documentId) ?? []);
  },

  documentIds: async ({ status, before, limit }) => {
    const shards = Array.from({ length: shardCount }, (_, shard) => shard);
    const pages = await Promise.all(
      shards.map((shard) => {
        const partition =
          status === undefined
            ? { index: indexes.registered, name: 'registeredShard', value: shard }
            : { index: indexes.status, name: 'statusShard', value: statusShard(status, shard) };
        return query(client, {
          TableName: table,
          IndexName: partition.index,
          KeyConditionExpression: `#shard = :shard${before === undefined ? '' : ' AND documentId < :before'}`,
          ExpressionAttributeNames: { '#shard': partition.name },
          ExpressionAttributeValues: {
            ':shard': partition.value,
            ...(before !== undefined && { ':before': before }),
          },
          ScanIndexForward: false,
          Limit: limit,
        });
      }),
    );
    return pages
      .flatMap(({ items }) => items.map((item) => idOnly.parse(item).documentId))
      .toSorted((a, b) => (a > b ? -1 : 1))
      .slice(0, limit);
  },

  version: async (documentId, version) =>
    storedVersion
      .optional()
      .parse(await get(client, table, { documentId, item: versionItem(version) })),

  versions: async (documentId) => {
    const [first, last] = versionItems;
    const items = await queryAll(client, {
      TableName: table,
      KeyConditionExpression: 'documentId = :id AND #item BETWEEN :first AND :last',
      ExpressionAttributeNames: { '#item': 'item' },
      ExpressionAttributeValues: { ':id': documentId, ':first': first, ':last': last },
      ConsistentRead: true,
    });
    return items.map((item) => storedVersion.parse(item));
  },
});
