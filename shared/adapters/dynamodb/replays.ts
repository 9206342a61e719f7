import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock, Replays } from '#shared/application/ports.ts';
import { deliveryRetentionDays } from '#shared/domain/delivery.ts';
import { day, shift } from '#shared/domain/instant.ts';
import type { Replay } from '#shared/domain/replay.ts';
import { receiptPut } from './receipts.ts';
import { get } from './requests.ts';
import { epochSeconds } from './schemas/parts.ts';
import { storedReplay } from './schemas/replay.ts';
import { type ConditionalPut, putAll } from './transaction.ts';

/** Replays in DynamoDB: a row for each, and beside them one that says which was the last and whether it runs. */
export const dynamoReplays = (dependencies: {
  readonly client: DynamoDBDocumentClient;
  readonly deliveriesTable: string;
  readonly idempotencyTable: string;
  readonly clock: Clock;
}): Replays => {
  const { client, deliveriesTable: table, idempotencyTable, clock } = dependencies;

  return {
    create: (replay, receipt) =>
      putAll(client, [
        {
          subject: 'other',
          table,
          item: rowOf(replay),
          condition: 'attribute_not_exists(replayId)',
        },
        {
          subject: 'other',
          table,
          item: latestOf(replay),
          condition: 'attribute_not_exists(replayId) OR isRunning = :no',
          values: { ':no': false },
        },
        ...(receipt ? [receiptPut(idempotencyTable, receipt, clock)] : []),
      ]),

    get: async (subscriptionId, replayId) =>
      storedReplay
        .optional()
        .parse(await get(client, table, { key: keyOf(subscriptionId), item: replayId })),

    update: (replay) => {
      const row: ConditionalPut = {
        subject: 'other',
        table,
        item: rowOf(replay),
        condition: 'revision = :revision AND #state = :running',
        names: { '#state': 'state' },
        values: { ':revision': replay.revision - 1, ':running': 'running' },
      };
      if (replay.state === 'running') return putAll(client, [row]);
      const latest: ConditionalPut = {
        subject: 'other',
        table,
        item: latestOf(replay),
        condition: 'replayId = :replayId',
        values: { ':replayId': replay.replayId },
      };
      return putAll(client, [row, latest]);
    },
  };
};

const keyOf = (subscriptionId: string): string => `replay#${subscriptionId}`;

/** Forgotten like the deliveries that it asked for, but not while it runs. */
const ttlOf = ({ state, requestedAt }: Replay) =>
  state !== 'running' && {
    ttl: epochSeconds(shift(requestedAt, deliveryRetentionDays * day)),
  };

const rowOf = (replay: Replay) => ({
  ...storedReplay.parse(replay),
  key: keyOf(replay.subscriptionId),
  item: replay.replayId,
  ...ttlOf(replay),
});

const latestOf = (replay: Replay) => ({
  key: keyOf(replay.subscriptionId),
  item: 'latest',
  replayId: replay.replayId,
  isRunning: replay.state === 'running',
  ...ttlOf(replay),
});
