import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inParallel } from '#shared/application/in-parallel.ts';
import { anything, documentAnswer, subscriptionCreated } from '../../infra/local/api-answers.ts';
import { ApiClient } from '../../infra/local/api-client.ts';
import { startEmulator } from '../../infra/local/emulator.ts';
import { messages } from '../../infra/local/messages.ts';
import { freePort } from '../../infra/local/ports.ts';
import { install } from '../../infra/local/stack.ts';
import { percentile } from './numbers.ts';
import { type Arrival, type BenchReceiver, startReceiver } from './receiver.ts';

const keywords = ['bench'];

/**
 * From the registration of a document to its event at the receiver, through a stack that is deployed into
 * an emulator; then all those events once more by a replay, as fast as they come.
 */
export const throughEmulator = async (documents: number) => {
  const dir = await mkdtemp(join(tmpdir(), 'ikraft-bench-'));
  const figures = await inEmulator(dir, documents);
  // An error names logs in the folder: then it stays.
  await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  return figures;
};

const inEmulator = async (dir: string, documents: number) => {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const { signal } = stop;
  const say = messages.en;
  await using emulator = await startEmulator({
    port: await freePort(),
    dir,
    keep: false,
    say,
    signal,
  });
  const { stack } = await install({ endpointUrl: emulator.endpointUrl, dir, say, signal });
  await using receiver = await startReceiver();
  const as = (role: 'registrar' | 'subscriber') =>
    new ApiClient(stack.apiUrl, () => stack.tokens[role]);

  const register = (count: number) =>
    inParallel(Array(count).fill(undefined), 4, async () => {
      signal.throwIfAborted();
      const issuer = { organisation: 'Testköping' };
      const body = { title: 'Policy', type: 'policy', issuer, keywords };
      await as('registrar').post('/v1/documents', body, documentAnswer);
    });

  const { secret, subscriptionId } = await as('subscriber').post(
    '/v1/subscriptions',
    {
      target: { type: 'webhook', url: receiver.url },
      filter: { keywords },
      maxPerSecond: 1000,
    },
    subscriptionCreated,
  );
  await receiver.trust(secret);
  // Functions start cold.
  await register(4);
  await distinct(receiver, 4, signal);

  const since = new Date().toISOString();
  await register(documents);
  const latencies = (await distinct(receiver, documents, signal)).map(({ latencyMs }) => latencyMs);
  const path = `/v1/subscriptions/${subscriptionId}/replay`;
  await as('subscriber').post(path, { since }, anything);
  const replayed = (await distinct(receiver, documents, signal)).map(({ at }) => at);
  const seconds = (Math.max(...replayed) - Math.min(...replayed)) / 1000;
  return {
    deliveries: documents,
    latencyMsP50: percentile(latencies, 0.5),
    latencyMsP99: percentile(latencies, 0.99),
    deliveriesPerSecond: Math.round((documents - 1) / seconds),
  };
};

/** The first arrival of each of so many events. */
const distinct = async (
  receiver: BenchReceiver,
  count: number,
  signal: AbortSignal,
): Promise<Arrival[]> => {
  const first = new Map<string, Arrival>();
  const deadline = performance.now() + 120_000;
  while (first.size < count) {
    for (const arrival of await receiver.arrivals()) {
      if (!first.has(arrival.eventId)) first.set(arrival.eventId, arrival);
    }
    if (performance.now() > deadline) throw new Error(`Only ${first.size} of ${count} have come`);
    await pause(100, undefined, { signal });
  }
  return [...first.values()];
};
