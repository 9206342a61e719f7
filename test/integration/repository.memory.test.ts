import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryRepository } from '#shared/adapters/memory/repository.ts';
import { indexesContract } from './indexes.contract.ts';
import { recordsContract } from './records.contract.ts';
import { groupsContract } from './repository.contract.groups.ts';
import { repositoryContract } from './repository.contract.ts';
import { now } from './samples.ts';

const create = async () => {
  const clock = virtualClock(now);
  return { clock, repository: memoryRepository({ clock }) };
};

repositoryContract('memory', create);
groupsContract('memory', async () => (await create()).repository);
recordsContract('memory', async () => (await create()).repository);
indexesContract('memory', async () => (await create()).repository);
