import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { throughEmulator } from './emulator.ts';
import { overhead } from './overhead.ts';
import { startReceiver } from './receiver.ts';

/**
 * `npm run bench:delivery`: how fast deliveries are made, and what they cost. Prints a table and writes
 * `results/delivery.json`. Nothing leaves this machine.
 */
const rounds = { count: 2_000, rounds: 15 };
const waiting = 10_000;
const documents = 300;

const memory = z.object({
  attempts: z.number(),
  heapBeforeMb: z.number(),
  heapPeakMb: z.number(),
  rssBeforeMb: z.number(),
  rssPeakMb: z.number(),
});

const hanging = async (url: string) => {
  const program = join(import.meta.dirname, 'memory-process.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program, url, `${waiting}`]);
  return memory.parse(JSON.parse(stdout));
};

const inMemory = async () => {
  await using receiver = await startReceiver();
  return {
    overMemory: await overhead(`${receiver.url}plain`, rounds),
    hanging: await hanging(`${receiver.url}hang`),
  };
};

const results = {
  node: process.version,
  cpus: cpus().length,
  ...(await inMemory()),
  emulator: await throughEmulator(documents),
};

const { overMemory: local, hanging: peak, emulator } = results;
console.table({
  'over memory, to a local receiver': `${local.deliveriesPerSecond} deliveries/s`,
  "ratio to Node's fetch": `${local.ratioToFetch} (${local.fetchPerSecond}/s)`,
  'ratio to plain node:http': `${local.ratioToNodeHttp} (${local.nodeHttpPerSecond}/s)`,
  [`1 receiver hangs, ${waiting} deliveries wait`]: `at most ${peak.rssPeakMb} MB (${peak.rssBeforeMb} MB before), heap ${peak.heapPeakMb} MB (${peak.heapBeforeMb} MB before)`,
  'through the emulator': `${emulator.deliveriesPerSecond} deliveries/s`,
  'event to receiver, in the emulator': `p50 ${emulator.latencyMsP50} ms, p99 ${emulator.latencyMsP99} ms`,
});

const folder = join(import.meta.dirname, 'results');
await mkdir(folder, { recursive: true });
await writeFile(join(folder, 'delivery.json'), `${JSON.stringify(results, null, 2)}\n`);
