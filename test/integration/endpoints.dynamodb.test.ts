import { dynamoEndpoints } from '#shared/adapters/dynamodb/endpoints.ts';
import { emulatorStores } from '../support/emulator-stores.ts';
import { endpointsContract } from './endpoints.contract.ts';

const stores = emulatorStores();

endpointsContract(
  'DynamoDB',
  async () => {
    const { client, nameOf } = await stores();
    return dynamoEndpoints({ client, deliveriesTable: nameOf('deliveries') });
  },
  { histories: 25 },
);
