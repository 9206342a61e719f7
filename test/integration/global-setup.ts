import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmulator } from '../../infra/local/emulator.ts';
import { messages } from '../../infra/local/messages.ts';
import { freePort } from '../../infra/local/ports.ts';

/** Gives the adapters an AWS to talk to: the one that is set, or an emulator of this run's own. */
export default async ({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> => {
  const given = process.env.AWS_ENDPOINT_URL;
  if (given !== undefined) {
    provide('endpointUrl', given);
    return undefined;
  }
  const dir = await mkdtemp(join(tmpdir(), 'ikraft-integration-'));
  const emulator = await startEmulator({
    port: await freePort(),
    dir,
    keep: false,
    say: messages.en,
  });
  provide('endpointUrl', emulator.endpointUrl);
  return async () => {
    await emulator[Symbol.asyncDispose]();
    await rm(dir, { recursive: true, force: true });
  };
};
