import { memoryFiles } from '#shared/adapters/memory/files.ts';
import { filesContract } from './files.contract.ts';

filesContract('memory', async () => {
  const files = memoryFiles();
  return { files, removal: files, upload: async (key, bytes) => files.upload(key, bytes) };
});
