import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { subscriptionCreated } from '../../infra/local/api-answers.ts';
import { ApiClient } from '../../infra/local/api-client.ts';
import { startEmulator } from '../../infra/local/emulator.ts';
import { messages } from '../../infra/local/messages.ts';
import { freePort } from '../../infra/local/ports.ts';
import { Problem } from '../../infra/local/problem.ts';
import { install } from '../../infra/local/stack.ts';
import type { Stack } from '../../infra/local/stack-file.ts';
import { type BenchReceiver, startReceiver } from './receiver.ts';
import { keywordOf, Load } from './soak/load.ts';
import { readSoakOptions, type SoakOptions, usage } from './soak/options.ts';
import { type Lag, Tally } from './soak/tally.ts';
import { type Sight, watcher } from './soak/watch.ts';

/**
 * `npm run bench:soak -- --rate 200 --minutes 15`: events at an even rate through a stack that is deployed into an
 * emulator, from the write of a document to a webhook. Prints how it goes, ends by itself, and writes
 * `results/soak.json`. docs/soak.md says what the figures are, and are not.
 */
const options = optionsIn(process.argv.slice(2));
if (options.help) {
  console.log(usage);
  process.exit();
}
const sampleSeconds = 10;
/** How long what is under way may take when nothing more is written. */
const drainSeconds = 600;
const quietSeconds = 60;

interface Sample extends Lag, Sight {
  readonly second: number;
  readonly written: number;
  readonly received: number;
}

const say = messages.en;
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());

const subscribe = async (stack: Stack, receivers: readonly BenchReceiver[]): Promise<void> => {
  const api = new ApiClient(stack.apiUrl, () => stack.tokens.subscriber);
  for (const [number, receiver] of receivers.entries()) {
    const { secret } = await api.post(
      '/v1/subscriptions',
      {
        target: { type: 'webhook', url: receiver.url },
        filter: { keywords: [keywordOf(number)] },
        maxPerSecond: 1000,
      },
      subscriptionCreated,
    );
    await receiver.trust(secret);
  }
};

const soak = async (stack: Stack, dir: string, wanted: SoakOptions) => {
  const { signal } = stop;
  await using receivers = new AsyncDisposableStack();
  const all: BenchReceiver[] = [];
  for (let number = 0; number < wanted.subscriptions; number++) {
    all.push(receivers.use(await startReceiver()));
  }
  await subscribe(stack, all);
  const look = await watcher(stack.endpointUrl, dir);
  const load = new Load(stack);
  const tally = new Tally();
  const samples: Sample[] = [];
  let from = performance.now();

  const sample = async () => {
    const arrivals = (await Promise.all(all.map((receiver) => receiver.arrivals()))).flat();
    const second = Math.round((performance.now() - from) / 1000);
    const lag = tally.take(arrivals);
    const { written } = load;
    samples.push({ second, written, received: tally.received, ...lag, ...(await look()) });
    const { waiting, deadLetters } = samples.at(-1) ?? { waiting: 0, deadLetters: 0 };
    console.log({ second, written, received: tally.received, ...lag, waiting, deadLetters });
  };
  const until = async (isDone: () => boolean) => {
    while (!isDone()) {
      await pause(1000 * sampleSeconds, undefined, { signal });
      await sample();
    }
  };
  const drained = (limit = performance.now() + 1000 * drainSeconds) => {
    let last = { received: tally.received, at: performance.now() };
    return () => {
      if (tally.received > last.received)
        last = { received: tally.received, at: performance.now() };
      const isQuiet = performance.now() - last.at > 1000 * quietSeconds;
      return tally.received >= load.written || isQuiet || performance.now() > limit;
    };
  };

  console.log(`${wanted.documents} documents are registered, which warms everything up`);
  await load.prepare(wanted.documents, wanted.subscriptions, signal);
  await until(drained());
  const warm = { written: load.written, received: tally.received };
  samples.length = 0;
  from = performance.now();
  let isLoaded = false;
  const seconds = 60 * wanted.minutes;
  const running = load.run({ rate: wanted.rate, seconds, atATime: 64 }, signal).finally(() => {
    isLoaded = true;
  });
  await Promise.all([running, until(() => isLoaded)]);
  const loadSeconds = (performance.now() - from) / 1000;
  const atEnd = { written: load.written, received: tally.received };
  await until(drained());

  const during = samples.filter(({ second }) => second <= loadSeconds);
  const most = (of: (one: Sample) => number) => Math.max(0, ...samples.map(of));
  return {
    asked: { eventsPerSecond: wanted.rate, seconds },
    writtenPerSecond: (atEnd.written - warm.written) / loadSeconds,
    receivedPerSecond: (atEnd.received - warm.received) / loadSeconds,
    fastestPerSecond: fastest([{ second: 0, received: warm.received }, ...samples]),
    written: load.written - warm.written,
    notWritten: load.failed,
    received: tally.received - warm.received,
    missing: load.written - tally.received,
    repeated: tally.repeated,
    overtaken: tally.overtaken,
    behindAtEnd: atEnd.written - atEnd.received,
    deadLetters: samples.at(-1)?.deadLetters ?? 0,
    firstMinute: lagOver(during.slice(0, 6)),
    lastMinute: lagOver(during.slice(-6)),
    largestFunctionMb: most(({ largestFunctionMb }) => largestFunctionMb),
    functionsMb: most(({ functionsMb }) => functionsMb),
    emulatorMb: { first: samples[0]?.emulatorMb, last: samples.at(-1)?.emulatorMb },
    samples,
  };
};

/** What was received in the best stretch between two looks. */
const fastest = (samples: readonly Pick<Sample, 'second' | 'received'>[]): number =>
  samples.slice(1).reduce((most, { second, received }, index) => {
    const before = samples[index];
    if (before === undefined || second === before.second) return most;
    return Math.max(most, (received - before.received) / (second - before.second));
  }, 0);

/** Of several stretches: the middle p50, and the worst of the rest. */
const lagOver = (samples: readonly Sample[]) => ({
  p50: samples.map(({ p50 }) => p50).toSorted((a, b) => a - b)[Math.floor(samples.length / 2)],
  p99: Math.max(0, ...samples.map(({ p99 }) => p99)),
  max: Math.max(0, ...samples.map(({ max }) => max)),
});

function optionsIn(args: readonly string[]): SoakOptions {
  try {
    return readSoakOptions(args);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

const dir = await mkdtemp(join(tmpdir(), 'ikraft-soak-'));
await using emulator = await startEmulator({
  port: await freePort(),
  dir,
  keep: false,
  say,
  signal: stop.signal,
});
const { stack } = await install({
  endpointUrl: emulator.endpointUrl,
  dir,
  say,
  signal: stop.signal,
});
const { samples, ...figures } = await soak(stack, dir, options);
console.log(figures);
const folder = join(import.meta.dirname, 'results');
await mkdir(folder, { recursive: true });
const results = { node: process.version, cpus: cpus().length, ...figures, samples };
await writeFile(join(folder, 'soak.json'), `${JSON.stringify(results, null, 2)}\n`);
await rm(dir, { recursive: true, force: true, maxRetries: 5 });
const isWhole = figures.missing === 0 && figures.deadLetters === 0;
if (!isWhole) process.exitCode = 1;
