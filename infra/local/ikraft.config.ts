import { defineConfig } from '../config.ts';

/** What `npm start` and the tests over HTTP deploy: where it differs from an operator's installation. */
export default defineConfig({
  production: {
    stage: 'development',
    allowLocalWebhooks: true,
    // The emulator's own account: its queues and event buses can be targets.
    targetAccounts: ['000000000000'],
  },
});
