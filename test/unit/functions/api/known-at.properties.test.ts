import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { memoryApi } from '../../../support/api.ts';
import { anyDeed, recordedHistory } from '../../../support/recorded-history.ts';

type Api = ReturnType<typeof memoryApi>;

const deeds = fc.array(anyDeed, { minLength: 1, maxLength: 14 });
const statuses = ['', 'status=inForce', 'status=proposed', 'status=repealed', 'status=suspended'];

/** Says how far the record has come, not what it says. */
const counters = new Set(['revision', 'sequence', 'changedAt', 'knownAt']);

const substance = (answer: unknown) =>
  JSON.parse(JSON.stringify(answer, (name, value) => (counters.has(name) ? undefined : value)));

/** Every answer that takes both axes. */
const answers = async (api: Api, ids: readonly string[], parameters: readonly string[]) => {
  const read = async (address: string, own: readonly string[] = []) => {
    const query = [...own, ...parameters].filter(Boolean).join('&');
    const { status, body } = await api.get(query === '' ? address : `${address}?${query}`);
    return { status, body: status === 200 ? substance(body) : body.code };
  };
  const found: unknown[] = [];
  for (const documentId of ids) {
    const path = `/v1/documents/${documentId}`;
    for (const part of ['', '/timeline', '/adoptions']) found.push(await read(`${path}${part}`));
    found.push(await read(path, ['party=boras']), await read(`${path}/timeline`, ['party=region']));
  }
  for (const filter of statuses) found.push(await read('/v1/documents', [filter]));
  found.push(await read('/v1/documents', ['dueBefore=2028-01-01T00:00:00Z']));
  return found;
};

const atWhen = fc.option(
  fc
    .integer({ min: 0, max: 2_500 })
    .map((days) => `at=${new Date(Date.UTC(2024, 0, 1) + days * 86_400_000).toISOString()}`),
  { nil: '' },
);

describe('whatever has been recorded', () => {
  it('what is known now is what is known without saying when', async () => {
    await fc.assert(
      fc.asyncProperty(deeds, atWhen, async (history, at) => {
        const { api, ids } = await recordedHistory(history);
        const known = await answers(api, ids, [at, `knownAt=${api.clock.now()}`]);
        expect(known).toEqual(await answers(api, ids, [at]));
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('what was known then is what there would be had nothing been recorded since', async () => {
    await fc.assert(
      fc.asyncProperty(deeds, fc.nat({ max: 14 }), atWhen, async (history, count, at) => {
        const then = await recordedHistory(history.slice(0, count));
        const knownAt = then.api.clock.now();
        const now = await recordedHistory(history);
        then.api.clock.set(now.api.clock.now());
        const known = await answers(now.api, then.ids, [at, `knownAt=${knownAt}`]);
        expect(known).toEqual(await answers(then.api, then.ids, [at]));
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
