import { randomUUID } from 'node:crypto';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { reach } from '../aws-errors.ts';
import { cancelled, type Subject } from './errors.ts';
import type { Item } from './requests.ts';

/** A whole item, put only where the condition holds for the one that stands there. */
export interface ConditionalPut {
  readonly subject: Subject;
  readonly table: string;
  readonly item: Item;
  readonly condition: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Item;
}

/**
 * Puts all items or none. Every item carries the id of the write: where a first attempt took effect and
 * only its answer was lost, the next finds its own id and knows that it is done.
 */
export const putAll = async (
  client: DynamoDBDocumentClient,
  puts: readonly ConditionalPut[],
): Promise<void> => {
  const writeId = randomUUID();
  const request = new TransactWriteCommand({
    ClientRequestToken: writeId,
    TransactItems: puts.map(({ table, item, condition, names, values }) => ({
      Put: {
        TableName: table,
        Item: { ...item, writeId },
        ConditionExpression: condition,
        ...(names && { ExpressionAttributeNames: names }),
        ...(values && { ExpressionAttributeValues: values }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    })),
  });
  try {
    await reach('DynamoDB', () => client.send(request));
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons = error.CancellationReasons ?? [];
    if (reasons.some(({ Item }) => Item?.writeId?.S === writeId)) return;
    throw cancelled(
      puts.map(({ subject }) => subject),
      reasons,
      error,
    );
  }
};
