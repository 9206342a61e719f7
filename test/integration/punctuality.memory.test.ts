import { memoryPunctuality } from '#shared/adapters/memory/punctuality.ts';
import { punctualityContract } from './punctuality.contract.ts';

punctualityContract('memory', async () => memoryPunctuality());
