import { defineConfig } from 'vitest/config';

/** `npm run drill:rollback`: three deployments one after the other, too long for every run of the tests. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/upgrade/rollback.drill.ts'],
    testTimeout: 300_000,
    hookTimeout: 900_000,
  },
});
