import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../../infra/local/emulator.ts';
import { messages } from '../../infra/local/messages.ts';
import { freePort } from '../../infra/local/ports.ts';
import { cronThatScans, oneWakeUp, scheduleEach } from './midnight/alternatives.ts';
import { commonWrite, storedBytes } from './midnight/archive.ts';
import { latenessOf } from './midnight/lateness.ts';
import { memoryOf } from './midnight/memory.ts';
import { estimate, published } from './midnight/model.ts';
import { nightOf, ratioToFloor } from './midnight/nights.ts';
import { report } from './midnight/report.ts';

/**
 * `npm run bench:midnight`: documents that all change at one instant. Prints tables and writes
 * `results/midnight.json`. Emulators of its own on 127.0.0.1; nothing leaves this machine.
 */
const stage = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
  console.error(`${Math.round(performance.now() / 1000)} s: ${name}`);
  return work();
};

const [few, many, sideBySide, late] = [1_000, 10_000, 500, 100];

const inTables = async () => {
  const dir = await mkdtemp(join(tmpdir(), 'ikraft-bench-'));
  const figures = await (async () => {
    const say = messages.en;
    await using emulator = await startEmulator({ port: await freePort(), dir, keep: false, say });
    const { endpointUrl } = emulator;
    const write = await commonWrite();
    return {
      bytes: await storedBytes(write),
      floor: await stage('beside bare updates', () =>
        ratioToFloor(endpointUrl, write, { documents: few, rounds: 5 }),
      ),
      nights: [
        await stage(`${few} documents`, () => nightOf(endpointUrl, write, few)),
        await stage(`${many} documents`, () => nightOf(endpointUrl, write, many)),
      ],
      memory: await stage('memory', async () => ({
        [few]: await memoryOf(endpointUrl, write, few),
        [many]: await memoryOf(endpointUrl, write, many),
      })),
      sideBySide: await stage('other ways', async () => ({
        'one wake-up an instant': await oneWakeUp(endpointUrl, write, sideBySide),
        'a cron that scans': await cronThatScans(endpointUrl, write, sideBySide),
        'a schedule for each': await scheduleEach(endpointUrl, write, sideBySide),
      })),
    };
  })();
  await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  return figures;
};

const tables = await inTables();
const lateness = await stage('lateness', () => latenessOf(late));
const largest = tables.nights.at(-1);
const memory = tables.memory[many];
if (largest === undefined || memory === undefined) throw new Error('Nothing was measured');
const measured = {
  units: largest.writeUnitsPerTransition,
  cpuMsPerTransition: memory.cpuMsPerTransition,
  shards: 8,
  writersOfShard: 8,
  memory: 1024,
  // Five minutes, less ten seconds to end in good order and ninety of warm-up.
  seconds: 200,
  batch: 100,
  putsAtATime: 16,
  putEventsAtATime: 4,
};
const results = {
  node: process.version,
  cpus: cpus().length,
  ...tables,
  lateness,
  model: [few, many, 100_000, 1_000_000].map((documents) => ({
    documents,
    ...estimate(documents, measured, published),
  })),
  seconds: Math.round(performance.now() / 1000),
};

report(results);
const folder = join(import.meta.dirname, 'results');
await mkdir(folder, { recursive: true });
await writeFile(join(folder, 'midnight.json'), `${JSON.stringify(results, null, 2)}\n`);
