import { App } from 'aws-cdk-lib';
import { ConfigError, readConfig } from './config.ts';
import { IkraftStack } from './stacks/ikraft-stack.ts';

const app = new App();

try {
  new IkraftStack(app, 'Ikraft', readConfig(app.node));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
