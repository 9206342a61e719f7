import { randomUUID } from 'node:crypto';
import {
  type CancellationReason,
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  PutCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { Refusal } from '#shared/domain/refusal.ts';
import { reach } from '../aws-errors.ts';
import { checkTogether, tooLargeTogether } from '../write-limits.ts';
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
 * only its answer was lost, the next finds its own id and knows that it is done. @throws Refusal limit_exceeded
 */
export const putAll = async (
  client: DynamoDBDocumentClient,
  puts: readonly ConditionalPut[],
): Promise<void> => {
  const writeId = randomUUID();
  const inputs = puts.map((put) => inputOf(put, writeId));
  checkTogether(inputs.map(({ Item }) => Item));
  const [only, ...others] = inputs;
  if (only === undefined) return;
  try {
    await reach('DynamoDB', async () => {
      // An item by itself needs no transaction, which costs twice the units.
      if (others.length === 0) return void (await client.send(new PutCommand(only)));
      const TransactItems = inputs.map((Put) => ({ Put }));
      await client.send(new TransactWriteCommand({ ClientRequestToken: writeId, TransactItems }));
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (says(error, /transaction size|aggregate size/i)) throw tooLargeTogether();
    if (says(error, /item size/i)) {
      throw new Refusal(
        'limit_exceeded',
        'With this the document would outgrow what is kept together, 400 KB: shorten its texts, or register another document.',
      );
    }
    const reasons = reasonsOf(error);
    if (reasons === undefined) throw error;
    if (reasons.some(({ Item }) => Item?.writeId?.S === writeId)) return;
    throw cancelled(
      puts.map(({ subject }) => subject),
      reasons,
      error,
    );
  }
};

const inputOf = ({ table, item, condition, names, values }: ConditionalPut, writeId: string) => ({
  TableName: table,
  Item: { ...item, writeId },
  ConditionExpression: condition,
  ...(names && { ExpressionAttributeNames: { ...names } }),
  ...(values && { ExpressionAttributeValues: { ...values } }),
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
});

/** DynamoDB says which limit was passed only in its message: 400 KB an item, 4 MB together. */
const says = (error: Error, limit: RegExp): boolean =>
  [
    error.name === 'ValidationException' ? error.message : '',
    ...(error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : []).map(
      ({ Code, Message }) => (Code === 'ValidationError' ? Message : ''),
    ),
  ].some((message) => limit.test(message ?? ''));

/** Why nothing was put, item by item; undefined where the error is about something else. */
const reasonsOf = (error: Error): CancellationReason[] | undefined => {
  if (error instanceof TransactionCanceledException) return error.CancellationReasons ?? [];
  if (error instanceof TransactionConflictException) return [{ Code: 'TransactionConflict' }];
  if (!(error instanceof ConditionalCheckFailedException)) return undefined;
  return [{ Code: 'ConditionalCheckFailed', ...(error.Item && { Item: error.Item }) }];
};
