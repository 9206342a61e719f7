import { inject } from 'vitest';

/** What an SDK client needs to reach the emulator of this test run. */
export const emulator = () => ({
  endpoint: inject('endpointUrl'),
  region: 'eu-north-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
