import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { documentClient } from '#shared/adapters/dynamodb/client.ts';
import { dynamoDeliveries } from '#shared/adapters/dynamodb/deliveries.ts';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import type { Delivery } from '#shared/domain/delivery.ts';
import { changed, delivered, delivery } from './delivery-samples.ts';
import { newId, now, plus } from './samples.ts';

const dynamo = mockClient(DynamoDBDocumentClient);

afterEach(() => {
  dynamo.reset();
});

const deliveries = dynamoDeliveries({
  client: documentClient({ region: 'eu-north-1' }),
  clock: virtualClock(now),
  deliveriesTable: 'deliveries',
  idempotencyTable: 'idempotency',
});

const puts = () => dynamo.commandCalls(PutCommand).map(({ args }) => args[0].input);
const queries = () => dynamo.commandCalls(QueryCommand).map(({ args }) => args[0].input);

describe('a delivery', () => {
  it('costs one request to create, whether or not it is there', async () => {
    const first = delivery();
    dynamo.on(PutCommand).resolvesOnce({});
    expect(await deliveries.create(first)).toEqual(first);
    const standing = delivered(first);
    const there = { $metadata: {}, message: 'there', Item: marshall(standing) };
    dynamo.on(PutCommand).rejects(new ConditionalCheckFailedException(there));
    expect(await deliveries.create(first)).toEqual(standing);
    expect(dynamo.calls()).toHaveLength(2);
  });

  it('stands in the index while it waits for an attempt, and nowhere else', async () => {
    dynamo.on(PutCommand).resolves({});
    const first = delivery();
    await deliveries.create(first);
    await deliveries.update(delivered(first));
    const [waiting, made] = puts().map(({ Item }) => Item ?? {});
    expect(waiting?.nextAttemptAt).toBe(first.nextAttemptAt);
    expect(waiting?.nextShard).toMatch(new RegExp(`^${first.subscriptionId}#[0-3]$`));
    expect(made).not.toHaveProperty('nextShard');
    expect(made).not.toHaveProperty('nextAttemptAt');
  });

  it('stands, with others of its day, in one of four partitions', async () => {
    dynamo.on(PutCommand).resolves({});
    const subscriptionId = newId();
    for (let count = 0; count < 50; count += 1) {
      await deliveries.create(delivery({ subscriptionId }));
    }
    const partitions = (name: string) => new Set(puts().map(({ Item }) => Item?.[name])).size;
    expect([partitions('key'), partitions('nextShard')]).toEqual([4, 4]);
  });

  it('may be deleted by the table thirty days after it was asked for last', async () => {
    dynamo.on(PutCommand).resolves({});
    const first = delivery({ createdAt: '2026-01-01T00:00:00.000Z', openedAt: now });
    await deliveries.create(first);
    expect(puts()[0]?.Item?.ttl).toBe(Date.parse(now) / 1000 + 30 * 86_400);
  });
});

describe('what waits', () => {
  const subscriptionId = newId();

  /** An index that shows these, whatever has become of them, and a table with what has. */
  const lagging = (
    shown: readonly Delivery[],
    standing: readonly Delivery[],
    rowsAPage = Number.POSITIVE_INFINITY,
  ) => {
    dynamo.on(QueryCommand).callsFake(({ ExpressionAttributeValues, Limit, ExclusiveStartKey }) => {
      const shard = Number(ExpressionAttributeValues[':shard'].slice(-1));
      const rows = shown
        .filter((_, number) => number % 4 === shard)
        .map(({ deliveryId, nextAttemptAt }) => ({ key: '', item: deliveryId, nextAttemptAt }))
        .toSorted((a, b) => ((a.nextAttemptAt ?? '') < (b.nextAttemptAt ?? '') ? -1 : 1));
      const from = rows.findIndex(({ item }) => item === ExclusiveStartKey?.item) + 1;
      const end = from + Math.min(Limit, rowsAPage);
      const page = rows.slice(from, end);
      return { Items: page, ...(end < rows.length && { LastEvaluatedKey: page.at(-1) }) };
    });
    dynamo.on(BatchGetCommand).callsFake(({ RequestItems }) => {
      const ids = RequestItems.deliveries.Keys.map(({ item }: { item: string }) => item);
      return {
        Responses: { deliveries: standing.filter(({ deliveryId }) => ids.includes(deliveryId)) },
      };
    });
  };

  const due = (offset: number) =>
    delivery({ subscriptionId, nextAttemptAt: plus(now, offset) }, plus(now, offset));

  const waiting = (limit: number) => deliveries.waiting({ subscriptionId, until: '9999', limit });

  it('is found behind all that an index still shows though it has been made', async () => {
    const made = Array.from({ length: 300 }, (_, number) => due(number));
    const [left, later] = [due(1000), due(2000)];
    lagging([...made, later, left], [...made.map(delivered), left, later]);
    expect(await waiting(1)).toEqual([left]);
    expect(await waiting(5)).toEqual([left, later]);
  });

  it('is earliest first over all shards, however many pages these have', async () => {
    // One shard holds what is due first, and much of it.
    const offsets = Array.from({ length: 400 }, (_, n) => (n % 4 === 0 ? n : 10_000 - n));
    const shown = offsets.map(due);
    lagging(shown, shown);
    const inOrder = shown.toSorted((a, b) => (a.deliveryId < b.deliveryId ? -1 : 1));
    for (const limit of [1, 30, 90, 399]) {
      expect(await waiting(limit)).toEqual(inOrder.slice(0, limit));
    }
  });

  it('is whole and in order where what one shard has shown early is due late', async () => {
    const shown = Array.from({ length: 120 }, (_, n) => due((n % 4) * 1_000 + n));
    lagging(shown, shown, 10);
    const inOrder = shown.toSorted((a, b) => (a.deliveryId < b.deliveryId ? -1 : 1));
    expect(await waiting(60)).toEqual(inOrder.slice(0, 60));
    expect(await waiting(120)).toEqual(inOrder);
  });

  it('is earliest first also where one shard still shows much that has been made', async () => {
    const made = Array.from({ length: 40 }, (_, number) => due(number));
    const [next, ...later] = [due(100), due(1000), due(1001), due(1002)];
    const shown = [...made.flatMap((one) => [one, ...later]), next, ...later];
    lagging(shown, [...made.map(delivered), next, ...later]);
    expect(await waiting(1)).toEqual([next]);
  });

  it('is found once where it is met twice in the index', async () => {
    const first = due(0);
    const moved = { ...first, nextAttemptAt: plus(now, 9000) };
    lagging([first, due(1), due(2), due(3), moved], [moved]);
    expect(await waiting(9)).toEqual([moved]);
  });

  it('is not what has been put off since', async () => {
    const first = due(0);
    lagging([first], [changed(first, { nextAttemptAt: plus(now, 5000) })]);
    const until = plus(now, 4999);
    expect(await deliveries.waiting({ subscriptionId, until, limit: 9 })).toEqual([]);
  });
});

describe('the list of deliveries', () => {
  const subscriptionId = newId();

  it('asks for one day where that is enough', async () => {
    const day = Array.from({ length: 3 }, () => delivery({ subscriptionId }));
    dynamo.on(QueryCommand).callsFake(({ ExpressionAttributeValues }) => ({
      Items: ExpressionAttributeValues[':key'].endsWith('#0') ? day : [],
    }));
    const { items, next } = await deliveries.list({ subscriptionId, now, limit: 2 });
    expect(items).toHaveLength(2);
    expect(next).toBeDefined();
    expect(queries()).toHaveLength(4);
  });

  it('asks for each of sixty days once where nothing was delivered', async () => {
    dynamo.on(QueryCommand).resolves({ Items: [] });
    expect(await deliveries.list({ subscriptionId, now, limit: 2 })).toEqual({ items: [] });
    const keys = queries().map(
      ({ ExpressionAttributeValues }) => ExpressionAttributeValues?.[':key'],
    );
    expect(new Set(keys).size).toBe(61 * 4);
    expect(keys).toHaveLength(61 * 4);
    expect(keys).toContain(`${subscriptionId}#20260601#0`);
    expect(keys).toContain(`${subscriptionId}#20260402#3`);
  });

  it('ends a page where it has looked at much and found little, and goes on there', async () => {
    const [kept, dropped] = [delivery({ subscriptionId }), delivery({ subscriptionId })].toSorted(
      (a, b) => (a.deliveryId > b.deliveryId ? -1 : 1),
    );
    const end = kept?.deliveryId ?? '';
    dynamo.on(QueryCommand).callsFake(({ ExpressionAttributeValues }) => {
      if (ExpressionAttributeValues[':key'].endsWith('#0')) {
        return { Items: [kept], LastEvaluatedKey: { key: '', item: end } };
      }
      return { Items: ExpressionAttributeValues[':key'].endsWith('#1') ? [dropped] : [] };
    });
    const page = { subscriptionId, now, state: 'waiting', limit: 50 } as const;
    const { items, next } = await deliveries.list(page);
    expect(items).toEqual([kept]);
    dynamo.on(QueryCommand).resolves({ Items: [] });
    await deliveries.list({ ...page, ...(next !== undefined && { next }) });
    expect(queries().at(-1)?.ExpressionAttributeValues).toMatchObject({ ':before': end });
  });
});
