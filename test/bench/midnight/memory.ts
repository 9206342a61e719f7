import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import * as z from 'zod';
import type { DocumentWrite } from '#shared/application/ports.ts';
import { boundedHeap } from '../../../infra/constructs/node-options.ts';
import { createTables } from '../../support/emulator-tables.ts';
import { copies, store } from './archive.ts';
import { benchClient } from './emulated.ts';

const printed = z.object({
  applied: z.int(),
  invocations: z.int(),
  rssBeforeMb: z.number(),
  rssPeakMb: z.number(),
  heapPeakMb: z.number(),
  cpuMsPerTransition: z.number(),
});

/** The memory and processor time of apply-due in a process of its own, with so many documents at midnight. */
export const memoryOf = async (endpointUrl: string, write: DocumentWrite, count: number) => {
  const client = benchClient(endpointUrl);
  const { nameOf, drop } = await createTables(client);
  await store(client, nameOf('documents'), copies(write, count));
  const run = nameOf('documents').slice('documents-'.length);
  const dir = await mkdtemp(join(tmpdir(), 'ikraft-bench-'));
  // One file of JavaScript, as the function is deployed: Node needs memory of its own for TypeScript.
  const outfile = join(dir, 'memory-process.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'memory-process.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    logLevel: 'error',
  });
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...boundedHeap,
    outfile,
    endpointUrl,
    run,
  ]);
  await rm(dir, { recursive: true });
  await drop();
  client.destroy();
  const result = printed.parse(JSON.parse(stdout));
  if (result.applied !== count) throw new Error(`Only ${result.applied} of ${count} were written`);
  return result;
};
