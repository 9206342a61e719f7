import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Duties, DutyReceipt } from '#shared/application/ports.ts';
import { reach } from '../aws-errors.ts';
import { inParallel } from '../parallel.ts';
import type { RowKey } from './delivery-keys.ts';
import { putOnce } from './put-once.ts';
import { queryAll } from './requests.ts';
import { storedDuty } from './schemas/duty.ts';

const width = 8;

/** Receipts of duties in DynamoDB, those of a decision together. */
export const dynamoDuties = (dependencies: {
  readonly client: DynamoDBDocumentClient;
  readonly deliveriesTable: string;
}): Duties => {
  const { client, deliveriesTable: table } = dependencies;

  const create = (receipt: DutyReceipt) =>
    putOnce(client, table, { ...storedDuty.parse(receipt), ...keyOf(receipt) });

  /** What the row says already stands. */
  const told = async (receipt: DutyReceipt) => {
    const facts = Object.entries(storedDuty.parse(receipt));
    const sets = facts.map(([name]) => `#${name} = if_not_exists(#${name}, :${name})`);
    const request = new UpdateCommand({
      TableName: table,
      Key: keyOf(receipt),
      UpdateExpression: `SET ${sets.join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(facts.map(([name]) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(
        facts.map(([name, fact]) => [`:${name}`, fact]),
      ),
    });
    await reach('DynamoDB', () => client.send(request));
  };

  return {
    create: async (receipts) => void (await inParallel(receipts, width, create)),
    told: async (receipts) => void (await inParallel(receipts, width, told)),
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
