import { type DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';
import type { Told } from './merge.ts';

/** Reads in the log of events what was told of a document, as far as a restore must know it. */
export const toldOf = async (
  client: DynamoDBClient,
  eventsTable: string,
  documentId: string,
): Promise<Told> => {
  const pages = paginateQuery(
    { client },
    {
      TableName: eventsTable,
      ConsistentRead: true,
      KeyConditionExpression: '#key = :key',
      ProjectionExpression: '#position, #event.#type, #event.#data.#version',
      ExpressionAttributeNames: {
        '#key': 'key',
        '#position': 'position',
        '#event': 'event',
        '#type': 'type',
        '#data': 'data',
        '#version': 'version',
      },
      ExpressionAttributeValues: { ':key': { S: `document#${documentId}` } },
    },
  );
  let last = 0;
  let erased = false;
  const erasedVersions = new Set<number>();
  for await (const { Items = [] } of pages) {
    for (const { position, event } of Items) {
      last = Math.max(last, Number(position?.N));
      if (event?.M?.type?.S === 'document.erased') erased = true;
      if (event?.M?.type?.S === 'document.versionErased') {
        erasedVersions.add(Number(event.M.data?.M?.version?.N));
      }
    }
  }
  return { last, erased, erasedVersions };
};
