import { memoryDuties } from '#shared/adapters/memory/duties.ts';
import { dutiesContract } from './duties.contract.ts';

dutiesContract('memory', async () => memoryDuties());
