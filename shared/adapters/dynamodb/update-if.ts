import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { reach } from '../aws-errors.ts';
import type { Item } from './requests.ts';

/**
 * Sets attributes of one item, and removes those that are undefined, where the condition holds. Answers with
 * the whole item, or undefined where it does not hold. `#name` in the condition is the attribute, `:name` the
 * value that is set, or one of `values`.
 */
export const updateIf = async (
  client: DynamoDBDocumentClient,
  update: {
    readonly table: string;
    readonly key: Item;
    readonly set: Item;
    readonly condition: string;
    readonly values?: Item;
  },
): Promise<Item | undefined> => {
  const { table, key, set, condition, values } = update;
  const present = Object.entries(set).filter(([, value]) => value !== undefined);
  const absent = Object.keys(set).filter((name) => set[name] === undefined);
  const expression = [
    present.length > 0 ? `SET ${present.map(([name]) => `#${name} = :${name}`).join(', ')}` : '',
    absent.length > 0 ? `REMOVE ${absent.map((name) => `#${name}`).join(', ')}` : '',
  ].join(' ');
  const request = new UpdateCommand({
    TableName: table,
    Key: key,
    UpdateExpression: expression,
    ConditionExpression: condition,
    ExpressionAttributeNames: namesIn(expression + condition),
    ExpressionAttributeValues: {
      ...Object.fromEntries(present.map(([name, value]) => [`:${name}`, value])),
      ...values,
    },
    ReturnValues: 'ALL_NEW',
  });
  try {
    return (await reach('DynamoDB', () => client.send(request))).Attributes ?? {};
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};

const namesIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/#(\w+)/g)].map(([placeholder, name = '']) => [placeholder, name]),
  );
