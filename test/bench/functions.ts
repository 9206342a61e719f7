import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../../infra/local/emulator.ts';
import { messages } from '../../infra/local/messages.ts';
import { freePort } from '../../infra/local/ports.ts';

/**
 * `npm run bench:functions`: what functions start with, and what they add to the calls that they make. Prints
 * tables and writes `results/functions.json`. An emulator of its own on 127.0.0.1; nothing leaves this machine.
 */
process.env.POWERTOOLS_LOG_LEVEL ??= 'SILENT';
process.env.POWERTOOLS_METRICS_DISABLED ??= 'true';
// Only now: the logger reads its level when it is loaded.
const { addedToBareCalls } = await import('./functions/emulated.ts');
const { handlersWithoutIo } = await import('./functions/handlers.ts');
const { listAmong } = await import('./functions/lists.ts');
const { report } = await import('./functions/report.ts');
const { starts } = await import('./functions/starts.ts');

const stage = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
  console.error(`${Math.round(performance.now() / 1000)} s: ${name}`);
  return work();
};

const inEmulator = async () => {
  const dir = await mkdtemp(join(tmpdir(), 'ikraft-bench-'));
  const figures = await (async () => {
    const say = messages.en;
    await using emulator = await startEmulator({ port: await freePort(), dir, keep: false, say });
    const { endpointUrl } = emulator;
    return {
      added: await stage('requests beside bare calls', () => addedToBareCalls(endpointUrl)),
      lists: await stage('lists', () => listAmong(endpointUrl, [1_000, 10_000])),
    };
  })();
  await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  return figures;
};

const results = {
  node: process.version,
  cpus: cpus().length,
  starts: await stage('starts', starts),
  handlers: await stage('handlers without I/O', handlersWithoutIo),
  ...(await inEmulator()),
  seconds: Math.round(performance.now() / 1000),
};
report(results);
const folder = join(import.meta.dirname, 'results');
await mkdir(folder, { recursive: true });
await writeFile(join(folder, 'functions.json'), `${JSON.stringify(results, null, 2)}\n`);
