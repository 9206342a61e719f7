import { describe, expect, it } from 'vitest';
import { memoryApi, nobody, stating } from '../../../support/api.ts';

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

describe('a recorded decision', () => {
  it('is answered with where it is and the new ETag', async () => {
    const api = memoryApi();
    const documentId = await api.register();
    const { status, headers, body } = await api.decide(documentId, 'adopt');
    expect(status).toBe(201);
    expect(headers).toMatchObject({
      location: `decisions/${body.decision.decisionId}`,
      etag: '"2"',
    });
    const read = await api.done('GET', `/v1/documents/${documentId}/${headers.location}`);
    expect(read).toEqual(body.decision);
    expect(read).toMatchObject({ documentId, kind: 'adopt', recordedBy: 'someone' });
  });

  it('is found by its registry number, however that is written', async () => {
    const { api, adopted } = await guideline();
    for (const number of [
      '2020.246%20KS',
      '2020.246ks',
      'KS%202020%2F246',
      'Dnr%20KS%202020-246',
    ]) {
      const { items } = await api.done('GET', `/v1/decisions?caseNumber=${number}`);
      expect(items).toEqual([adopted.decision]);
    }
    expect((await api.done('GET', '/v1/decisions?caseNumber=2020.247%20KS')).items).toEqual([]);
  });

  it('says when it has no effect, and why', async () => {
    const api = memoryApi();
    const documentId = await api.register();
    const decided = async (kind: string, facts: Readonly<Record<string, unknown>>) =>
      (await api.decide(documentId, kind, facts)).body.decision;
    await decided('adopt', { decidedOn: '2026-01-01', throughAndIncluding: '2026-12-31' });
    const extended = await decided('extend', { throughAndIncluding: '2027-12-31' });
    expect(extended).not.toHaveProperty('withoutEffect');
    const repeal = await decided('repeal', { decidedOn: '2026-03-01' });
    const { items } = await api.done('GET', `/v1/documents/${documentId}/decisions`);
    expect(items[1].withoutEffect).toEqual({
      reason: 'already_ended',
      because: repeal.decisionId,
    });
  });

  it('takes effect before it was taken where the minutes say so, and is marked', async () => {
    const api = memoryApi();
    const documentId = await api.register();
    const { body } = await api.decide(documentId, 'adopt', { fromAndIncluding: '2026-01-01' });
    expect(body.decision.effectiveBeforeDecided).toBe(true);
  });

  it('builds on the revision that If-Match names, where it is sent', async () => {
    const api = memoryApi();
    const documentId = await api.register();
    const record = (tag: string) =>
      api.post(`/v1/documents/${documentId}/decisions`, stating('propose'), {
        headers: { 'if-match': tag },
      });
    expect((await record('"2"')).status).toBe(412);
    expect((await record('"1"')).status).toBe(201);
    expect((await record('"1"')).status).toBe(412);
    expect((await record('*')).status).toBe(201);
  });

  it('that does not exist is 404', async () => {
    const api = memoryApi();
    const documentId = await api.register();
    const { status, body } = await api.get(`/v1/documents/${documentId}/decisions/${nobody}`);
    expect([status, body.code]).toEqual([404, 'decision_not_found']);
  });
});

describe('a document that another one takes over from', () => {
  it('names its successor, and is named by it', async () => {
    const api = memoryApi();
    const [old, successor] = [await api.register(), await api.register()];
    await api.decide(old, 'adopt');
    await api.decide(old, 'replace', {
      fromAndIncluding: '2026-05-25',
      replacedBy: successor.toUpperCase(),
    });
    expect((await api.get(`/v1/documents/${old}`)).body).toMatchObject({
      status: 'replaced',
      replacedBy: successor,
    });
    expect((await api.get(`/v1/documents/${successor}`)).body.replaces).toMatchObject([
      { documentId: old },
    ]);
    const before = await api.done('GET', `/v1/documents/${old}?at=2026-05-22T00:00:00Z`);
    expect(before).not.toHaveProperty('replacedBy');
  });
});

describe('a decision ten seconds ahead', () => {
  it('flips every read at its instant, before anything is written', async () => {
    const api = memoryApi();
    const documentId = await api.register();
    const { body } = await api.decide(documentId, 'adopt', {
      decidedOn: '2026-06-01',
      fromAndIncluding: '2026-06-01T14:00:10[Europe/Stockholm]',
    });
    const at = '2026-06-01T12:00:10.000Z';
    expect(body.document).toMatchObject({
      status: 'adopted',
      next: { at, kind: 'status', status: 'inForce', decisionId: body.decision.decisionId },
    });
    const path = `/v1/documents/${documentId}`;
    const read = async () => ({
      document: (await api.done('GET', path)).status,
      planned: (await api.done('GET', `${path}/timeline`)).items.at(-1).planned,
      upcoming: (await api.done('GET', '/v1/upcoming')).items.length,
    });
    api.clock.set('2026-06-01T12:00:09.999Z');
    expect(await read()).toEqual({ document: 'adopted', planned: true, upcoming: 1 });
    api.clock.set(at);
    expect(await read()).toEqual({ document: 'inForce', planned: false, upcoming: 0 });
  });
});
