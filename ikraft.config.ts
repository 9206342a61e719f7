import { defineConfig } from './infra/config.ts';

/**
 * How each installation is set up; docs/deploy.md tells what every setting means. `npx cdk deploy` takes
 * production, `npx cdk deploy -c installation=test` takes test, each into a stack of its own.
 */
export default defineConfig({
  production: {
    timeZone: 'Europe/Stockholm',
  },
  test: {
    stage: 'development',
    timeZone: 'Europe/Stockholm',
  },
});
