import { dynamoRepository } from '#shared/adapters/dynamodb/repository.ts';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { emulatorStores } from '../support/emulator-stores.ts';
import { indexesContract } from './indexes.contract.ts';
import { recordsContract } from './records.contract.ts';
import { groupsContract } from './repository.contract.groups.ts';
import { repositoryContract } from './repository.contract.ts';
import { now } from './samples.ts';

const stores = emulatorStores();

const create = async () => {
  const { client, nameOf } = await stores();
  const clock = virtualClock(now);
  const repository = dynamoRepository({
    client,
    clock,
    documentsTable: nameOf('documents'),
    decisionsTable: nameOf('decisions'),
    idempotencyTable: nameOf('idempotency'),
  });
  return { clock, repository };
};

repositoryContract('DynamoDB', create);
groupsContract('DynamoDB', async () => (await create()).repository);
recordsContract('DynamoDB', async () => (await create()).repository);
indexesContract('DynamoDB', async () => (await create()).repository);
