import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '#shared/adapters/system/clock.ts';
import type { DocumentWrite } from '#shared/application/ports.ts';
import { createHandler } from '../../../functions/api/handler.ts';
import { memoryDependencies } from '../../support/api-dependencies.ts';
import { copies, store } from '../midnight/archive.ts';
import { counted } from '../midnight/counted.ts';
import { benchClient } from '../midnight/emulated.ts';
import { median } from '../numbers.ts';
import { apiOver, tablesIn } from './emulated.ts';
import { type Ask, aDocument, asking } from './requests.ts';

const calls = { warmUp: 5, measured: 25 };
const address = '/v1/documents?limit=50';

export interface ListCost {
  readonly documents: number;
  readonly requests: number;
  /** Computed from the sizes of what is read. */
  readonly readUnits: number;
  readonly p50Ms: number;
  /** Of it the time in which DynamoDB was asked: the emulator looks through all that it holds. */
  readonly askingMs: number;
}

/** What a list of 50 costs among so many documents, then among more. */
export const listAmong = async (
  endpointUrl: string,
  sizes: readonly number[],
): Promise<readonly ListCost[]> => {
  const tables = await tablesIn(endpointUrl);
  const ask = apiOver(tables);
  const watch = watching(tables.client);
  // Counting takes time, so it is done by a client of its own.
  const counting = { ...tables, client: benchClient(endpointUrl) };
  const counter = counted(counting.client, tables.nameOf);
  const write = await aWrite();
  const figures: ListCost[] = [];
  let stored = 0;
  for (const documents of sizes) {
    const more = copies(write, documents - stored, stored / 8 + 1);
    await store(tables.client, tables.nameOf('documents'), more);
    stored = documents;
    await apiOver(counting)('GET', address);
    const { requests, reads } = counter.take();
    const counts = { documents, requests: sumOf(requests), readUnits: sumOf(reads) };
    figures.push({ ...counts, ...(await timed(ask, watch)) });
  }
  return figures;
};

/** The last write to a document that is in force now. */
const aWrite = async (): Promise<DocumentWrite> => {
  const memory = memoryDependencies(systemClock.now());
  await aDocument(asking(createHandler(memory)));
  const image = memory.repository.stream.at(-1);
  if (image === undefined) throw new Error('Nothing was written');
  return { document: image.document, expectedRevision: 0, facts: image.emitted };
};

const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((all, one) => all + one, 0);

const timed = async (ask: Ask, watch: Watch) => {
  const [all, asking]: [number[], number[]] = [[], []];
  for (let each = 0; each < calls.warmUp + calls.measured; each++) {
    const at = performance.now();
    watch.take();
    await ask('GET', address);
    if (each < calls.warmUp) continue;
    all.push(performance.now() - at);
    asking.push(watch.take());
  }
  return { p50Ms: median(all), askingMs: median(asking) };
};

interface Watch {
  /** Milliseconds in which a call was under way, since the last time it was taken. */
  take(): number;
}

const watching = (client: DynamoDBDocumentClient): Watch => {
  let [underWay, since, sum] = [0, 0, 0];
  client.middlewareStack.add(
    (next) => async (args) => {
      if (underWay === 0) since = performance.now();
      underWay += 1;
      try {
        return await next(args);
      } finally {
        underWay -= 1;
        if (underWay === 0) sum += performance.now() - since;
      }
    },
    { step: 'initialize', name: 'watching' },
  );
  return {
    take: () => {
      const taken = sum;
      sum = 0;
      return taken;
    },
  };
};
