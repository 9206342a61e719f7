import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { documentClient } from '#shared/adapters/dynamodb/client.ts';
import { dynamoDeliveries } from '#shared/adapters/dynamodb/deliveries.ts';
import { dynamoDuties } from '#shared/adapters/dynamodb/duties.ts';
import { dynamoEndpoints } from '#shared/adapters/dynamodb/endpoints.ts';
import { dynamoEventLog } from '#shared/adapters/dynamodb/event-log.ts';
import { dynamoFeedLinks } from '#shared/adapters/dynamodb/feed-links.ts';
import { dynamoReplays } from '#shared/adapters/dynamodb/replays.ts';
import { dynamoRepository } from '#shared/adapters/dynamodb/repository.ts';
import { dynamoSubscriptions } from '#shared/adapters/dynamodb/subscriptions.ts';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { delivery, fullSubscription } from './delivery-samples.ts';
import { event, newId, now } from './samples.ts';

const dynamo = mockClient(DynamoDBDocumentClient);

const dependencies = {
  client: documentClient({ region: 'eu-north-1' }),
  clock: virtualClock(now),
  documentsTable: 'documents',
  decisionsTable: 'decisions',
  deliveriesTable: 'deliveries',
  eventsTable: 'events',
  feedLinksTable: 'feedLinks',
  idempotencyTable: 'idempotency',
  subscriptionsTable: 'subscriptions',
};

const repository = dynamoRepository(dependencies);
const deliveries = dynamoDeliveries(dependencies);
const subscriptions = dynamoSubscriptions(dependencies);
const feedLinks = dynamoFeedLinks(dependencies);
const log = dynamoEventLog(dependencies);
const [id, limit] = [newId(), 5];
const { deliveryId, nextAttemptAt } = delivery();

/** Of each request that reads a table, and no index: whether it reads what stands there now. */
const consistency = () =>
  dynamo.calls().flatMap(({ args: [command] }) => {
    if (command instanceof BatchGetCommand) {
      const asked = Object.values(command.input.RequestItems ?? {});
      return asked.map(({ ConsistentRead }) => ConsistentRead);
    }
    if (command instanceof GetCommand) return [command.input.ConsistentRead];
    const isList = command instanceof QueryCommand || command instanceof ScanCommand;
    return isList && command.input.IndexName === undefined ? [command.input.ConsistentRead] : [];
  });

beforeEach(() => {
  dynamo.reset();
  dynamo.on(GetCommand).resolves({});
  dynamo.on(QueryCommand).resolves({ Items: [] });
  dynamo.on(ScanCommand).resolves({ Items: [{ ...fullSubscription(), feedLinkId: id }] });
  dynamo.on(BatchGetCommand).resolves({});
});

describe('a read by key or of a whole table', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['a document', () => repository.document(id)],
    ['documents', () => repository.documents([id])],
    ['a version', () => repository.version(id, 1)],
    ['versions', () => repository.versions(id)],
    ['a decision', () => repository.decision(id, id)],
    ['decisions', () => repository.decisions(id)],
    ['a receipt', () => repository.receipt('receipt')],
    ['a subscription', () => subscriptions.get(id)],
    ['all subscriptions', () => subscriptions.list({ limit })],
    ['enabled subscriptions', () => subscriptions.enabled()],
    ['the receipt of a subscription', () => subscriptions.receipt('receipt')],
    ['a feed link', () => feedLinks.get(id)],
    ['all feed links', () => feedLinks.list({ limit })],
    ['deliveries by id', () => deliveries.get(id, [deliveryId])],
    ['the list of deliveries', () => deliveries.list({ subscriptionId: id, now, limit })],
    ['duties', () => dynamoDuties(dependencies).of(id, id)],
    ['an endpoint', () => dynamoEndpoints(dependencies).read(id)],
    ['a replay', () => dynamoReplays(dependencies).get(id, id)],
    ['the log', () => log.read({ limit })],
    ['the log, backwards', () => log.readBack({ limit })],
    ['the log from an instant', () => log.cursorAt(now)],
    ['events by id', () => log.events([event(id, 1).id])],
    ['events of a document', () => log.ofDocument({ documentId: id, after: 0, limit })],
  ])('shows what was written a moment ago: %s', async (_, read) => {
    await read();
    expect(consistency().length).toBeGreaterThan(0);
    expect(new Set(consistency())).toEqual(new Set([true]));
  });
});

describe('a read of an index', () => {
  const key = { subscriptionId: id, feedLinkId: id, key: 'endpoint#1', item: deliveryId };

  it.each<[string, () => Promise<unknown>]>([
    ['subscriptions', () => subscriptions.list({ organisation: 'alingsas', limit })],
    ['feed links', () => feedLinks.list({ organisation: 'alingsas', limit })],
    ['what waits', () => deliveries.waiting({ subscriptionId: id, until: '9999', limit })],
  ])('is followed by one of what stands there now: %s', async (_, read) => {
    dynamo.on(QueryCommand).resolves({ Items: [{ ...key, nextAttemptAt }] });
    await read();
    expect(new Set(consistency())).toEqual(new Set([true]));
  });
});
