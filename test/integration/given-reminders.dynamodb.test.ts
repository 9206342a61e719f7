import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { dynamoDeliveries } from '#shared/adapters/dynamodb/deliveries.ts';
import { dynamoGivenReminders } from '#shared/adapters/dynamodb/given-reminders.ts';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { emulatorStores } from '../support/emulator-stores.ts';
import { delivery } from './delivery-samples.ts';
import { givenRemindersContract } from './given-reminders.contract.ts';
import { newId, now } from './samples.ts';

const stores = emulatorStores();

const create = async () => {
  const { client, nameOf } = await stores();
  const [deliveriesTable, idempotencyTable] = [nameOf('deliveries'), nameOf('idempotency')];
  const tables = { client, deliveriesTable, idempotencyTable, clock: virtualClock(now) };
  const [deliveries, reminders] = [dynamoDeliveries(tables), dynamoGivenReminders(tables)];
  return { client, deliveriesTable, deliveries, reminders };
};

givenRemindersContract('DynamoDB', create);

it('a reminder that was given lives as long as it says', async () => {
  const { client, deliveriesTable, reminders } = await create();
  const [documentId, subscriptionId] = [newId(), newId()];
  const expiresAt = '2026-07-03T00:00:00.001Z';
  await reminders.give(
    { documentId, subscriptionId, reminder: 'change 2026-07-01 60', keys: [], expiresAt },
    delivery({ subscriptionId }),
  );
  const { Item } = await client.send(
    new GetCommand({
      TableName: deliveriesTable,
      Key: { key: `reminders#${documentId}`, item: `${subscriptionId}#change 2026-07-01 60` },
    }),
  );
  expect(Item?.ttl).toBe(Date.parse('2026-07-03T00:00:01.000Z') / 1000);
});
