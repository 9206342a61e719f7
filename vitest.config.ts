import { defineConfig } from 'vitest/config';

/** Functions under test write all they can to their logs, which are searched and not shown. */
const logged = {
  env: {
    POWERTOOLS_LOG_LEVEL: 'TRACE',
    POWERTOOLS_SERVICE_NAME: 'test',
    POWERTOOLS_METRICS_NAMESPACE: 'Test',
  },
  setupFiles: 'test/support/searched-logs.ts',
};

/** `npx vitest run --project unit` runs one of them. */
export default defineConfig({
  test: {
    projects: [
      project('unit', { testTimeout: 30_000 }),
      project('integration', {
        testTimeout: 30_000,
        globalSetup: 'test/integration/global-setup.ts',
      }),
      project('simulation', { testTimeout: 60_000 }),
      project('fuzz', { testTimeout: 300_000, hookTimeout: 300_000 }),
      // Loading the CDK takes longer than any of its tests: once will do. No function runs here.
      project('infra', {
        isolate: false,
        testTimeout: 60_000,
        hookTimeout: 60_000,
        setupFiles: [],
      }),
      project('e2e', {
        testTimeout: 60_000,
        hookTimeout: 60_000,
        globalSetup: 'test/e2e/global-setup.ts',
      }),
      // Three deployments, on a machine that may be busy with the other projects.
      project('upgrade', { testTimeout: 300_000, hookTimeout: 600_000 }),
    ],
  },
});

interface Options {
  isolate?: boolean;
  testTimeout?: number;
  hookTimeout?: number;
  globalSetup?: string;
  setupFiles?: string[];
}

function project(name: string, options: Options = {}) {
  return { test: { name, include: [`test/${name}/**/*.test.ts`], ...logged, ...options } };
}
