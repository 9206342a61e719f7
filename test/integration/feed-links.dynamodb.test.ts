import { dynamoFeedLinks } from '#shared/adapters/dynamodb/feed-links.ts';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { emulatorStores } from '../support/emulator-stores.ts';
import { feedLinksContract } from './feed-links.contract.ts';
import { now } from './samples.ts';

const stores = emulatorStores();

feedLinksContract('DynamoDB', async () => {
  const { client, nameOf } = await stores();
  return dynamoFeedLinks({
    client,
    clock: virtualClock(now),
    feedLinksTable: nameOf('feedLinks'),
    idempotencyTable: nameOf('idempotency'),
  });
});
