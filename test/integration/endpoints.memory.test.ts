import { memoryEndpoints } from '#shared/adapters/memory/endpoints.ts';
import { endpointsContract } from './endpoints.contract.ts';

endpointsContract('memory', async () => memoryEndpoints(), { histories: 500 });
