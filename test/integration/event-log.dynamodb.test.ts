import { dynamoEventLog } from '#shared/adapters/dynamodb/event-log.ts';
import { emulatorStores } from '../support/emulator-stores.ts';
import { eventLogContract } from './event-log.contract.ts';
import { eventLogPlacesContract } from './event-log.places.contract.ts';

const stores = emulatorStores();

const create = async () => {
  const { client, nameOf } = await stores();
  return dynamoEventLog({ client, eventsTable: nameOf('events') });
};

eventLogContract('DynamoDB', create);
eventLogPlacesContract('DynamoDB', create, 4);
