import { DeleteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock, FeedLinks } from '#shared/application/ports.ts';
import type { FeedLink } from '#shared/domain/feed-link.ts';
import { reach } from '../aws-errors.ts';
import { ownedItems } from './owned-items.ts';
import { storedFeedLink } from './schemas/feed-link.ts';

/** Secret addresses of feeds in DynamoDB. */
export const dynamoFeedLinks = (dependencies: {
  readonly client: DynamoDBDocumentClient;
  readonly feedLinksTable: string;
  readonly idempotencyTable: string;
  readonly clock: Clock;
}): FeedLinks => {
  const { client, feedLinksTable: table } = dependencies;
  return {
    ...ownedItems<FeedLink>({ ...dependencies, table, id: 'feedLinkId', schema: storedFeedLink }),
    delete: async (feedLinkId) => {
      const request = new DeleteCommand({ TableName: table, Key: { feedLinkId } });
      await reach('DynamoDB', () => client.send(request));
    },
  };
};
