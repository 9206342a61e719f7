import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { App } from 'aws-cdk-lib';
import { ConfigError, readInstallation } from './installation.ts';
import { IkraftStack } from './stacks/ikraft-stack.ts';

const app = new App();
const file = resolve(String(app.node.tryGetContext('config') || 'ikraft.config.ts'));

try {
  if (!existsSync(file)) throw new ConfigError('There is no such file: npx cdk runs where it is.');
  const { default: installations } = await import(pathToFileURL(file).href);
  const { stackName, config } = readInstallation(app.node, installations);
  new IkraftStack(app, stackName, config);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(`${file}\n${error.message}`);
  process.exitCode = 1;
}
