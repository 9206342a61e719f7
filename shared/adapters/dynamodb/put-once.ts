import { type AttributeValue, ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { reach } from '../aws-errors.ts';
import type { Item } from './requests.ts';

/** Puts the item where none has its key; answers with the one that was there, which stays as it is. */
export const putOnce = async (
  client: DynamoDBDocumentClient,
  table: string,
  item: Item,
): Promise<Readonly<Record<string, AttributeValue>> | undefined> => {
  const request = new PutCommand({
    TableName: table,
    Item: item,
    ConditionExpression: 'attribute_not_exists(#key)',
    ExpressionAttributeNames: { '#key': 'key' },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  try {
    await reach('DynamoDB', () => client.send(request));
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return error.Item ?? {};
  }
};
