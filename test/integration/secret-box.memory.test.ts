import { memorySecretBox } from '#shared/adapters/memory/secret-box.ts';
import { secretBoxContract } from './secret-box.contract.ts';

secretBoxContract('memory', async () => memorySecretBox);
