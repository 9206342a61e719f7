import { memoryEventLog } from '#shared/adapters/memory/event-log.ts';
import { eventLogContract } from './event-log.contract.ts';

eventLogContract('memory', async () => memoryEventLog());
