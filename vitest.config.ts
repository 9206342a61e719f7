import { defineConfig } from 'vitest/config';

/** `npx vitest run --project unit` runs one of them. */
export default defineConfig({
  test: {
    projects: [
      project('unit'),
      project('integration', { testTimeout: 30_000 }),
      project('simulation', { testTimeout: 60_000 }),
      project('infra', { testTimeout: 60_000, hookTimeout: 60_000 }),
      project('e2e', { testTimeout: 60_000, hookTimeout: 60_000 }),
    ],
  },
});

function project(name: string, timeouts: { testTimeout?: number; hookTimeout?: number } = {}) {
  return { test: { name, include: [`test/${name}/**/*.test.ts`], ...timeouts } };
}
