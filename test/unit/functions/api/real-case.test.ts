import { describe, expect, it } from 'vitest';
import { memoryApi } from '../../../support/api.ts';

const kommunstyrelsen = { organisation: 'Alingsås kommun', body: 'Kommunstyrelsen' };

/** The guideline of the two papers, registered in November 2026 with what they say. */
const guideline = async () => {
  const api = memoryApi();
  api.clock.set('2026-11-21T09:00:00.000Z');
  const documentId = await api.register({
    adoption: 'perParty',
    parties: [
      { id: 'alingsas', name: 'Alingsås kommun' },
      { id: 'boras', name: 'Borås stad' },
    ],
  });
  const decide = async (kind: string, facts: Readonly<Record<string, unknown>>) => {
    const { status, body } = await api.decide(documentId, kind, facts);
    expect(status, body.detail).toBe(201);
    return body;
  };
  await decide('recommend', {
    decidedOn: '2020-03-06',
    decidedBy: { organisation: 'Västra Götalandsregionen', body: 'SRO' },
  });
  const adopted = await decide('adopt', {
    decidedOn: '2020-09-02',
    decidedBy: kommunstyrelsen,
    section: '§ 129',
    caseNumber: '2020.246 KS',
    party: 'alingsas',
    recipients: [{ name: 'GR' }, { name: 'SRO' }],
  });
  const repeal = (facts: Readonly<Record<string, unknown>> = {}) =>
    decide('repeal', {
      decidedOn: '2026-05-29',
      decidedBy: { organisation: 'Västra Götalandsregionen', body: 'Regionfullmäktige' },
      fromAndIncluding: '2026-07-01',
      ...facts,
    });
  return { api, documentId, path: `/v1/documents/${documentId}`, adopted, repeal };
};

describe('before the repeal is recorded', () => {
  it('the document is in force, Alingsås since its decision, the others undecided', async () => {
    const { api, path } = await guideline();
    expect((await api.get(path)).body).toMatchObject({
      status: 'inForce',
      statusSince: '2020-09-01T22:00:00.000Z',
      validity: { fromAndIncluding: '2020-09-02' },
      next: null,
    });
    const { items } = await api.done('GET', `${path}/adoptions`);
    expect(items).toMatchObject([
      {
        party: { id: 'alingsas', name: 'Alingsås kommun' },
        status: 'inForce',
        since: '2020-09-01T22:00:00.000Z',
        decision: { section: '§ 129', caseNumber: '2020.246 KS', decidedOn: '2020-09-02' },
      },
      { party: { id: 'boras', name: 'Borås stad' }, status: 'notDecided' },
    ]);
    expect(items[1]).not.toHaveProperty('decision');
  });
});

describe('a repeal recorded months late', () => {
  it('takes effect at once, from the legal instant', async () => {
    const { api, path, repeal } = await guideline();
    const { document } = await repeal();
    expect(document).toMatchObject({
      status: 'repealed',
      statusSince: '2026-06-30T22:00:00.000Z',
      validity: { fromAndIncluding: '2020-09-02', throughAndIncluding: '2026-06-30' },
    });
    const { items } = await api.done('GET', `${path}/adoptions`);
    expect(items).toMatchObject([
      { status: 'repealed', since: '2026-06-30T22:00:00.000Z', decision: { section: '§ 129' } },
      { status: 'notDecided' },
    ]);
  });

  it('splits the reads at local midnight, to the millisecond', async () => {
    const { api, path, repeal } = await guideline();
    await repeal();
    const statusAt = async (at: string) => (await api.done('GET', `${path}?at=${at}`)).status;
    expect(await statusAt('2026-06-30T23:59:59.999%2B02:00')).toBe('inForce');
    expect(await statusAt('2026-07-01T00:00:00%2B02:00')).toBe('repealed');
  });

  it('has the same instant from a month, with its precision and wording', async () => {
    const { api, path, repeal } = await guideline();
    const wording = 'från och med juli 2026';
    const { decision, timeline } = await repeal({ fromAndIncluding: '2026-07', wording });
    expect(decision).toMatchObject({
      wording,
      fromAndIncluding: '2026-07',
      effective: { at: '2026-06-30T22:00:00.000Z', precision: 'month' },
      effectiveBeforeDecided: false,
    });
    expect(timeline.at(-1)).toMatchObject({
      status: 'repealed',
      from: '2026-06-30T22:00:00.000Z',
      local: { fromAndIncluding: '2026-07-01', precision: 'month' },
      planned: false,
    });
    expect((await api.done('GET', `${path}/timeline`)).items).toEqual(timeline);
  });
});

describe('reading for one party', () => {
  it('answers with its own status, period and intervals', async () => {
    const { api, path, repeal } = await guideline();
    await repeal();
    expect(await api.done('GET', `${path}?party=alingsas`)).toMatchObject({
      party: 'alingsas',
      status: 'repealed',
      validity: { fromAndIncluding: '2020-09-02', throughAndIncluding: '2026-06-30' },
    });
    expect(await api.done('GET', `${path}?party=boras&at=2021-01-01T00:00:00Z`)).toMatchObject({
      at: '2021-01-01T00:00:00.000Z',
      status: 'notDecided',
      statusSince: null,
    });
    const { items } = await api.done('GET', `${path}/timeline?party=alingsas`);
    expect(items.map(({ status }: { status: string }) => status)).toEqual([
      'notDecided',
      'inForce',
      'repealed',
    ]);
  });

  it('refuses a party that is not listed, and any party of a document adopted in common', async () => {
    const { api, path } = await guideline();
    const unknown = await api.get(`${path}?party=skovde`);
    expect([unknown.status, unknown.body.code]).toEqual([422, 'unknown_party']);
    expect(unknown.body.errors[0].pointer).toBe('/query/party');
    const common = await api.get(`/v1/documents/${await api.register()}/timeline?party=alingsas`);
    expect([common.status, common.body.code]).toEqual([422, 'party_not_applicable']);
  });

  it('lists every party of a document adopted in common with its status', async () => {
    const api = memoryApi();
    const documentId = await api.register({ parties: [{ id: 'a', name: 'A' }] });
    const matrix = async () =>
      (await api.done('GET', `/v1/documents/${documentId}/adoptions`)).items;
    expect(await matrix()).toEqual([{ party: { id: 'a', name: 'A' }, status: 'notDecided' }]);
    await api.decide(documentId, 'adopt', { section: '§ 1' });
    expect(await matrix()).toMatchObject([{ status: 'inForce', decision: { section: '§ 1' } }]);
  });
});
