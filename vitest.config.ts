import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Functions under test write all they can to their logs, which are searched and not shown. */
const logged = {
  env: {
    POWERTOOLS_LOG_LEVEL: 'TRACE',
    POWERTOOLS_SERVICE_NAME: 'test',
    POWERTOOLS_METRICS_NAMESPACE: 'Test',
  },
  setupFiles: 'test/support/searched-logs.ts',
};

/** The slowest first: what waits for deployments has the rest beside it. */
const projects = [
  // Three deployments, on a machine that may be busy with the other projects.
  project('upgrade', { testTimeout: 300_000, hookTimeout: 600_000 }),
  project('e2e', {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globalSetup: 'test/e2e/global-setup.ts',
  }),
  project('fuzz', { testTimeout: 300_000, hookTimeout: 300_000 }),
  project('simulation', { testTimeout: 60_000 }),
  project('integration', {
    testTimeout: 30_000,
    globalSetup: 'test/integration/global-setup.ts',
  }),
  // Loading the CDK takes longer than any of its tests: once will do. No function runs here.
  project('infra', {
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    setupFiles: [],
  }),
  project('unit', { testTimeout: 30_000 }),
];

/** Vitest itself takes projects in the order of their names. */
class AsListed extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const names = projects.map(({ test }) => test.name);
    const place = ({ project: { name } }: TestSpecification) => names.indexOf(name);
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

/** `npx vitest run --project unit` runs one of them. */
export default defineConfig({
  test: { projects, sequence: { sequencer: AsListed }, maxWorkers: availableParallelism() },
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
