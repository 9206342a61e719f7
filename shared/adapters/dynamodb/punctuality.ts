import { randomUUID } from 'node:crypto';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Pass, Punctuality } from '#shared/application/ports.ts';
import { day, shift } from '#shared/domain/instant.ts';
import { reach } from '../aws-errors.ts';
import { inParallel } from '../parallel.ts';
import { cancelled } from './errors.ts';
import { get, query } from './requests.ts';
import { epochSeconds } from './schemas/parts.ts';
import { monthRow, storedPass } from './schemas/punctuality.ts';
import { putAll } from './transaction.ts';
import { updateIf } from './update-if.ts';

/** What a pass did is kept for so many days. */
const passRetentionDays = 400;
/** Months written at the same time. */
const writers = 8;

/** Passes by the time of their beginning, and a row for each month. */
export const dynamoPunctuality = (dependencies: {
  readonly client: DynamoDBDocumentClient;
  readonly punctualityTable: string;
}): Punctuality => {
  const { client, punctualityTable: table } = dependencies;

  return {
    latestPass: async () => {
      const { items } = await query(client, {
        TableName: table,
        KeyConditionExpression: '#key = :passes',
        ExpressionAttributeNames: { '#key': 'key' },
        ExpressionAttributeValues: { ':passes': passes },
        ScanIndexForward: false,
        ConsistentRead: true,
        Limit: 1,
      });
      return storedPass.optional().parse(items[0]);
    },

    putPass: (pass) =>
      putAll(client, [
        {
          subject: 'other',
          table,
          item: passRow(pass),
          ...(pass.revision === 1
            ? { condition: 'attribute_not_exists(passId)' }
            : { condition: 'revision = :before', values: { ':before': pass.revision - 1 } }),
        },
      ]),

    addRepaired: async (month, repaired) => {
      const request = new TransactWriteCommand({
        // Sent again where only its answer is lost, it counts once.
        ClientRequestToken: randomUUID(),
        TransactItems: [
          {
            Update: {
              TableName: table,
              Key: monthKey(month),
              UpdateExpression: 'ADD repaired :repaired',
              ExpressionAttributeValues: { ':repaired': repaired },
            },
          },
        ],
      });
      try {
        await reach('DynamoDB', () => client.send(request));
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error;
        throw cancelled(['other'], error.CancellationReasons ?? [], error);
      }
    },

    putFigures: async (figures, asOf) => {
      await inParallel(figures, writers, (month) =>
        updateIf(client, {
          table,
          key: monthKey(month.month),
          set: { ...month, asOf },
          // A pass that finishes after a later one knows less.
          condition: 'attribute_not_exists(#asOf) OR #asOf <= :asOf',
        }),
      );
    },

    figures: async (month) => monthRow.optional().parse(await get(client, table, monthKey(month))),
  };
};

const passes = 'pass';

const passRow = (pass: Pass) => ({
  ...storedPass.parse(pass),
  key: passes,
  item: `${pass.startedAt}#${pass.passId}`,
  ttl: epochSeconds(shift(pass.startedAt, passRetentionDays * day)),
});

const monthKey = (month: string) => ({ key: 'month', item: month });
