import { DeleteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Endpoints, UnavailableError } from '#shared/application/ports.ts';
import { healthy } from '#shared/domain/endpoint.ts';
import { reach } from '../aws-errors.ts';
import { type RowKey, shardOf, waitingKey } from './delivery-keys.ts';
import { dueRows } from './next-attempts.ts';
import { get, type Item } from './requests.ts';
import { storedEndpoint } from './schemas/endpoint.ts';
import { updateIf } from './update-if.ts';

const waiting = 'endpoints';
const prefix = 'endpoint#';
const attempts = 8;

const learnt = z.object({ endpoint: storedEndpoint.exactOptional() });

/**
 * Endpoints in DynamoDB, one row each. A lease is the worker's name and a time; `more` is what others tell the
 * one who has it. Each step asks for what holds after it as well, so that a lost answer does no harm.
 */
export const dynamoEndpoints = (dependencies: {
  readonly client: DynamoDBDocumentClient;
  readonly deliveriesTable: string;
}): Endpoints => {
  const { client, deliveriesTable: table } = dependencies;

  const change = (subscriptionId: string, set: Item, condition: string, values?: Item) =>
    updateIf(client, {
      table,
      key: keyOf(subscriptionId),
      set,
      condition,
      ...(values && { values }),
    });

  return {
    acquire: async ({ subscriptionId, worker, now, until }) => {
      const lease = { worker, leasedUntil: until, ...placeOf(subscriptionId, until) };
      const free = 'attribute_not_exists(#worker) OR #worker = :worker OR #leasedUntil <= :now';
      const taken = '#leasedUntil > :now';
      // It may be given back between the two looks.
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const row = await change(subscriptionId, lease, free, { ':now': now });
        if (row !== undefined) {
          return learnt.parse(row).endpoint ?? { subscriptionId, health: healthy };
        }
        const told = await change(subscriptionId, { more: true }, taken, { ':now': now });
        if (told !== undefined) return undefined;
      }
      throw new UnavailableError(`The endpoint of ${subscriptionId} changes hands all the time`);
    },

    release: async (given, { worker, wakeAt }) => {
      const { subscriptionId } = given;
      const endpoint = storedEndpoint.parse(given);
      const own = '#worker = :own';
      const values = { ':own': worker };
      const free = {
        worker: undefined,
        leasedUntil: undefined,
        ...placeOf(subscriptionId, wakeAt),
      };
      const quiet = `${own} AND attribute_not_exists(#more)`;
      const left = await change(subscriptionId, { endpoint, ...free }, quiet, values);
      if (left !== undefined) return true;
      const kept = await change(subscriptionId, { endpoint, more: undefined }, own, values);
      return kept === undefined;
    },

    read: async (subscriptionId) =>
      learnt.optional().parse(await get(client, table, keyOf(subscriptionId)))?.endpoint,

    due: async ({ until, limit }) => {
      const found: string[] = [];
      for await (const rows of dueRows(client, table, { waiting, until, pageSize: limit })) {
        found.push(...rows.map(({ key }) => key.slice(prefix.length)));
        if (found.length >= limit) break;
      }
      return found.slice(0, limit);
    },

    forget: async (subscriptionId) => {
      const request = new DeleteCommand({ TableName: table, Key: keyOf(subscriptionId) });
      await reach('DynamoDB', () => client.send(request));
    },
  };
};

const keyOf = (subscriptionId: string): RowKey => ({
  key: `${prefix}${subscriptionId}`,
  item: 'endpoint',
});

/** Its place in the index; without an instant it has none. */
const placeOf = (subscriptionId: string, nextAttemptAt: string | undefined): Item => ({
  nextShard: nextAttemptAt === undefined ? undefined : waitingKey(waiting, shardOf(subscriptionId)),
  nextAttemptAt,
});
