import { describe, expect, it } from 'vitest';
import { memoryApi, nobody, stating } from '../../../support/api.ts';

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
    const api = memoryApi();
    const documentId = await api.register();
    const { body } = await api.decide(documentId, 'propose', { caseNumber: '2020.246 KS' });
    for (const number of [
      '2020.246%20KS',
      '2020.246ks',
      'KS%202020%2F246',
      'Dnr%20KS%202020-246',
    ]) {
      const { items } = await api.done('GET', `/v1/decisions?caseNumber=${number}`);
      expect(items).toEqual([body.decision]);
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
