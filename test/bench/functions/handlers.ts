import { createHandler } from '../../../functions/api/handler.ts';
import { memoryDependencies } from '../../support/api-dependencies.ts';
import { percentile } from '../numbers.ts';
import { aDocument, anAdoption, aRegistration, asking, idIn } from './requests.ts';

const calls = { warmUp: 200, measured: 500 };
const documents = 100;

/** Milliseconds that the main routes take in a warm function, over stores in memory. */
export const handlersWithoutIo = async () => {
  const ask = asking(createHandler(memoryDependencies('2026-06-01T12:00:00.000Z')));
  const ids: string[] = [];
  for (let each = 0; each < documents; each++) ids.push(await aDocument(ask));
  const anId = (each: number) => ids[each % ids.length];
  const routes: Readonly<Record<string, (each: number) => Promise<unknown>>> = {
    'GET /v1/documents/{id}': (each) => ask('GET', `/v1/documents/${anId(each)}`),
    'GET /v1/documents/{id}?at=': (each) =>
      ask('GET', `/v1/documents/${anId(each)}?at=2036-07-01T00:00:00%2B02:00`),
    'GET /v1/documents/{id}/timeline': (each) => ask('GET', `/v1/documents/${anId(each)}/timeline`),
    'GET /v1/documents?limit=50': () => ask('GET', '/v1/documents?limit=50'),
    'POST /v1/documents': () => ask('POST', '/v1/documents', aRegistration),
  };
  const figures: Record<string, { p50Ms: number; p99Ms: number }> = {};
  for (const [route, call] of Object.entries(routes)) figures[route] = await timed(call);
  figures['POST /v1/documents/{id}/decisions'] = await timedOnce(
    () => ask('POST', '/v1/documents', aRegistration),
    (body) => ask('POST', `/v1/documents/${idIn(body)}/decisions`, anAdoption),
  );
  return figures;
};

const timed = (call: (each: number) => Promise<unknown>) => timedOnce(async (each) => each, call);

/** What each call needs is made before it, and not counted. */
const timedOnce = async <Given>(
  prepare: (each: number) => Promise<Given>,
  call: (given: Given) => Promise<unknown>,
) => {
  const samples: number[] = [];
  for (let each = 0; each < calls.warmUp + calls.measured; each++) {
    const given = await prepare(each);
    const at = performance.now();
    await call(given);
    if (each >= calls.warmUp) samples.push(performance.now() - at);
  }
  return { p50Ms: percentile(samples, 0.5), p99Ms: percentile(samples, 0.99) };
};
