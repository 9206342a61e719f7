import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmulator } from '../../infra/local/emulator.ts';
import { messages } from '../../infra/local/messages.ts';
import { localDir } from '../../infra/local/paths.ts';
import { freePort } from '../../infra/local/ports.ts';
import { install } from '../../infra/local/stack.ts';
import { searchFunctionLogs } from './support/function-logs.ts';
import './support/provided.ts';

/**
 * An emulator of this run's own, with the stack deployed into it by the CDK CLI. What the emulator said
 * stays in `.local/e2e-emulator.log`, what the functions logged in `.local/e2e-functions.log`; at the end the latter
 * is searched for what no log may hold.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = await mkdtemp(join(tmpdir(), 'ikraft-e2e-'));
  const say = messages.en;
  const emulator = await startEmulator({ port: await freePort(), dir, keep: false, say });
  try {
    const { stack, userPool } = await install({ endpointUrl: emulator.endpointUrl, dir, say });
    project.provide('stack', stack);
    project.provide('userPool', userPool);
  } catch (error) {
    // The error names logs in the folder: it stays.
    await emulator[Symbol.asyncDispose]();
    throw error;
  }
  return async () => {
    try {
      await searchFunctionLogs({
        endpointUrl: emulator.endpointUrl,
        emulatorLog: emulator.log,
        file: join(localDir, 'e2e-functions.log'),
      });
    } finally {
      await emulator[Symbol.asyncDispose]();
      await copyFile(emulator.log, join(localDir, 'e2e-emulator.log'));
      await rm(dir, { recursive: true, force: true, maxRetries: 5 });
    }
  };
}
