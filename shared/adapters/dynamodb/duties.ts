import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Duties, DutyReceipt } from '#shared/application/ports.ts';
import { reach } from '../aws-errors.ts';
import { inParallel } from '../parallel.ts';
import type { RowKey } from './delivery-keys.ts';
import { queryAll } from './requests.ts';
import { storedDuty } from './schemas/duty.ts';

const width = 8;

/** Receipts of duties in DynamoDB, those of a decision together. */
export const dynamoDuties = (dependencies: {
  readonly client: DynamoDBDocumentClient;
  readonly deliveriesTable: string;
}): Duties => {
  const { client, deliveriesTable: table } = dependencies;

  /** What a row says already stands: it may be noted again and again. */
  const note = async (receipt: DutyReceipt) => {
    const facts = Object.entries(storedDuty.parse(receipt));
    const names = facts.map(([name]) => name);
    const request = new UpdateCommand({
      TableName: table,
      Key: keyOf(receipt),
      UpdateExpression: `SET ${names.map((name) => `#${name} = if_not_exists(#${name}, :${name})`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(
        facts.map(([name, fact]) => [`:${name}`, fact]),
      ),
    });
    await reach('DynamoDB', () => client.send(request));
  };

  const noteAll = async (receipts: readonly DutyReceipt[]) => {
    await inParallel(receipts, width, note);
  };

  return {
    create: noteAll,
    told: noteAll,
    of: async (documentId, decisionId) => {
      const items = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: '#key = :key',
        ExpressionAttributeNames: { '#key': 'key' },
        ExpressionAttributeValues: { ':key': decisionKey({ documentId, decisionId }) },
        ConsistentRead: true,
      });
      return items.map((item) => storedDuty.parse(item));
    },
  };
};

const decisionKey = ({ documentId, decisionId }: Pick<DutyReceipt, 'documentId' | 'decisionId'>) =>
  `duty#${documentId}#${decisionId}`;

/** A recipient of a decision may be told by several subscriptions. */
const keyOf = (receipt: DutyReceipt): RowKey => ({
  key: decisionKey(receipt),
  item: `${receipt.subscriptionId}#${receipt.recipient}`,
});
