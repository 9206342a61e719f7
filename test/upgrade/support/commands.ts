import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { cdkEnvironment } from '../../../infra/local/endpoint.ts';
import { root } from '../../../infra/local/paths.ts';

/** What an operator types, and what it says. It throws where it ends with another code than 0. */
export const npmRun = async (
  endpointUrl: string,
  script: string,
  ...args: readonly string[]
): Promise<string> => {
  const command = ['run', '-s', script, '--', ...args];
  const options = { cwd: root, env: cdkEnvironment(endpointUrl) };
  return (await promisify(execFile)('npm', command, options)).stdout;
};
