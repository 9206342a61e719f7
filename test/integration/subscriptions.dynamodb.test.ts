import { dynamoSubscriptions } from '#shared/adapters/dynamodb/subscriptions.ts';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { emulatorStores } from '../support/emulator-stores.ts';
import { now } from './samples.ts';
import { subscriptionsContract } from './subscriptions.contract.ts';

const stores = emulatorStores();

subscriptionsContract('DynamoDB', async () => {
  const { client, nameOf } = await stores();
  const clock = virtualClock(now);
  const subscriptions = dynamoSubscriptions({
    client,
    clock,
    subscriptionsTable: nameOf('subscriptions'),
    idempotencyTable: nameOf('idempotency'),
  });
  return { clock, subscriptions };
});
