import { afterAll, afterEach } from 'vitest';
import { documentClient } from '#shared/adapters/dynamodb/client.ts';
import { emulator } from './emulator-client.ts';
import { createTables, type TableName } from './emulator-tables.ts';

/** Fresh tables in the emulator for each test of the file, taken away after it. */
export const emulatorStores = () => {
  const client = documentClient(emulator());
  const drops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const drop of drops.splice(0)) await drop();
  });
  afterAll(() => client.destroy());

  return async (): Promise<{
    readonly client: typeof client;
    readonly nameOf: (table: TableName) => string;
  }> => {
    const { nameOf, drop } = await createTables(client);
    drops.push(drop);
    return { client, nameOf };
  };
};
