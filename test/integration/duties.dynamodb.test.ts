import { dynamoDuties } from '#shared/adapters/dynamodb/duties.ts';
import { emulatorStores } from '../support/emulator-stores.ts';
import { dutiesContract } from './duties.contract.ts';

const stores = emulatorStores();

dutiesContract('DynamoDB', async () => {
  const { client, nameOf } = await stores();
  return dynamoDuties({ client, deliveriesTable: nameOf('deliveries') });
});
