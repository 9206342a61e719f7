import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { type Clock, ConflictError, type Deliveries } from '#shared/application/ports.ts';
import type { Delivery } from '#shared/domain/delivery.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { keptUntil } from '../retention.ts';
import { deliveryKey, shardOf, waitingKey } from './delivery-keys.ts';
import { listDeliveries } from './delivery-list.ts';
import { dueRows } from './next-attempts.ts';
import { putOnce } from './put-once.ts';
import { receiptPut } from './receipts.ts';
import { batchGet } from './requests.ts';
import { storedDelivery } from './schemas/delivery.ts';
import { epochSeconds } from './schemas/parts.ts';
import { putAll } from './transaction.ts';

// A look for the first one that waits passes by the last ones that were made, which the index still shows.
const smallestPage = 25;

/** Deliveries in DynamoDB, by subscription and day. */
export const dynamoDeliveries = (dependencies: {
  readonly client: DynamoDBDocumentClient;
  readonly deliveriesTable: string;
  readonly idempotencyTable: string;
  readonly clock: Clock;
}): Deliveries => {
  const { client, deliveriesTable: table, idempotencyTable, clock } = dependencies;

  const get: Deliveries['get'] = async (subscriptionId, deliveryIds) => {
    const keys = deliveryIds.map((deliveryId) => deliveryKey(subscriptionId, deliveryId));
    const found = (await batchGet(client, table, keys)).map((item) => storedDelivery.parse(item));
    const byId = new Map(found.map((delivery) => [delivery.deliveryId, delivery]));
    return deliveryIds.flatMap((deliveryId) => byId.get(deliveryId) ?? []);
  };

  return {
    create: async (delivery, receipt) => {
      const item = rowOf(delivery);
      if (receipt === undefined) {
        const standing = await putOnce(client, table, item);
        return standing === undefined ? delivery : storedDelivery.parse(unmarshall(standing));
      }
      try {
        await putAll(client, [
          { subject: 'other', table, item, condition: 'attribute_not_exists(deliveryId)' },
          receiptPut(idempotencyTable, receipt, clock),
        ]);
        return delivery;
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        const [standing] = await get(delivery.subscriptionId, [delivery.deliveryId]);
        if (standing === undefined) throw error;
        return standing;
      }
    },

    get,

    update: (delivery, receipt) =>
      putAll(client, [
        {
          subject: 'other',
          table,
          item: rowOf(delivery),
          condition: 'revision = :revision',
          values: { ':revision': delivery.revision - 1 },
        },
        ...(receipt ? [receiptPut(idempotencyTable, receipt, clock)] : []),
      ]),

    waiting: async ({ subscriptionId, until, limit }) => {
      const pageSize = Math.max(limit, smallestPage);
      // By id: what is asked for again meanwhile may be met twice on the way through the index.
      const found = new Map<string, Delivery>();
      const due = dueRows(client, table, { waiting: subscriptionId, until, pageSize });
      for await (const rows of due) {
        const ids = rows.map(({ item }) => item);
        for (const delivery of await get(subscriptionId, ids)) {
          if (isDue(delivery, until)) found.set(delivery.deliveryId, delivery);
        }
        if (found.size >= limit) break;
      }
      return [...found.values()].toSorted(byTime).slice(0, limit);
    },

    list: listDeliveries(client, table),
  };
};

/** The row: the delivery, its place in the index while it waits for an attempt, and when it is forgotten. */
export const rowOf = (delivery: Delivery) => {
  const { subscriptionId, deliveryId, nextAttemptAt } = delivery;
  return {
    ...storedDelivery.parse(delivery),
    ...deliveryKey(subscriptionId, deliveryId),
    ...(nextAttemptAt !== undefined && {
      nextShard: waitingKey(subscriptionId, shardOf(deliveryId)),
    }),
    ttl: epochSeconds(keptUntil(delivery)),
  };
};

const isDue = ({ nextAttemptAt }: Delivery, until: Instant): boolean =>
  nextAttemptAt !== undefined && nextAttemptAt <= until;

const placeOf = ({ nextAttemptAt, deliveryId }: Delivery): string =>
  `${nextAttemptAt}#${deliveryId}`;

const byTime = (a: Delivery, b: Delivery): number => (placeOf(a) < placeOf(b) ? -1 : 1);
