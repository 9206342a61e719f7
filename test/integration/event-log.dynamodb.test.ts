import { dynamoEventLog } from '#shared/adapters/dynamodb/event-log.ts';
import { emulatorStores } from '../support/emulator-stores.ts';
import { eventLogContract } from './event-log.contract.ts';

const stores = emulatorStores();

eventLogContract(
  'DynamoDB',
  async () => {
    const { client, nameOf } = await stores();
    return dynamoEventLog({ client, eventsTable: nameOf('events') });
  },
  4,
);
