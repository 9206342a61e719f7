import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the emulator of this test run answers. */
    endpointUrl: string;
  }
}

/** What an SDK client needs to reach the emulator of this test run. */
export const emulator = () => ({
  endpoint: inject('endpointUrl'),
  region: 'eu-north-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
