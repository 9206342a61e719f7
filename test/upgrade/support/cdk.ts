import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { apiAddress, cdkEnvironment } from '../../../infra/local/endpoint.ts';
import { binaries, root } from '../../../infra/local/paths.ts';

const failed = z.object({ stdout: z.string(), stderr: z.string() });

/** Runs the CDK CLI against the emulator; what it says, and whether it ended well. */
export const cdk = async (
  endpointUrl: string,
  ...args: readonly string[]
): Promise<{ readonly ok: boolean; readonly said: string }> => {
  const options = { cwd: root, env: cdkEnvironment(endpointUrl), timeout: 240_000 };
  const command = [...args, '--no-notices', '--no-color'];
  try {
    const { stdout, stderr } = await promisify(execFile)(join(binaries, 'cdk'), command, options);
    return { ok: true, said: stdout + stderr };
  } catch (error) {
    const { stdout, stderr } = failed.parse(error);
    return { ok: false, said: stdout + stderr };
  }
};

/** The settings of the local stack, but of stage production, as words of the CDK CLI. */
export const asProduction = (endpointUrl: string): readonly string[] =>
  [
    'config=infra/local/ikraft.config.ts',
    'stage=production',
    'allowLocalWebhooks=false',
    `publicUrl=${apiAddress(endpointUrl, '{apiId}').replace('http:', 'https:')}`,
  ].flatMap((setting) => ['-c', setting]);
