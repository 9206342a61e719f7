import { describe, expect, it } from 'vitest';
import { memoryApi, nobody, stating } from '../../../support/api.ts';
import { subscribe, subscriber } from '../../../support/subscribing.ts';

type Api = ReturnType<typeof memoryApi>;
type Facts = Readonly<Record<string, unknown>>;

const dryRun = (api: Api, documentId: string, body: unknown, headers = {}) =>
  api.post(`/v1/documents/${documentId}/decisions?dryRun=true`, body, { headers });

const adopted = async (facts: Facts = {}, about: Facts = {}) => {
  const api = memoryApi();
  const documentId = await api.register(about);
  const { body } = await api.decide(documentId, 'adopt', { decidedOn: '2026-01-10', ...facts });
  return { api, documentId, decisionId: String(body.decision.decisionId) };
};

describe('a dry run', () => {
  it('says what the same request then does', async () => {
    const { api, documentId } = await adopted();
    const repeal = stating('repeal', { fromAndIncluding: '2026-07-01' });
    const foretold = await dryRun(api, documentId, repeal);
    expect(foretold.status).toBe(200);
    const { body: done } = await api.post(`/v1/documents/${documentId}/decisions`, repeal);
    const { decision, document, timeline, warnings } = JSON.parse(
      JSON.stringify(foretold.body).replaceAll(
        foretold.body.decision.decisionId,
        done.decision.decisionId,
      ),
    );
    expect({ decision, document, timeline, warnings }).toEqual(done);
    expect(foretold.body).toMatchObject({ wouldBeRecorded: true, conflicts: [] });
  });

  it('gives every coming instant in UTC and in the zone of the document', async () => {
    const { api, documentId } = await adopted({}, { reminders: [30, 1] });
    const repeal = stating('repeal', { fromAndIncluding: '2026-07-01' });
    const { body } = await dryRun(api, documentId, repeal);
    const { decisionId } = body.decision;
    expect(body.events).toEqual({
      now: [
        {
          documentId,
          type: 'decision.recorded',
          at: '2026-06-01T12:00:00.000Z',
          local: '2026-06-01T14:00:00+02:00[Europe/Stockholm]',
          decisionId,
        },
        {
          documentId,
          type: 'document.dueSoon',
          at: '2026-06-01T12:00:00.000Z',
          local: '2026-06-01T14:00:00+02:00[Europe/Stockholm]',
          from: 'inForce',
          to: 'repealed',
          dueOn: '2026-07-01',
          daysLeft: 30,
          decisionId,
        },
      ],
      coming: [
        {
          documentId,
          type: 'document.dueSoon',
          at: '2026-06-29T22:00:00.000Z',
          local: '2026-06-30T00:00:00+02:00[Europe/Stockholm]',
          from: 'inForce',
          to: 'repealed',
          dueOn: '2026-07-01',
          daysLeft: 1,
          decisionId,
        },
        {
          documentId,
          type: 'document.statusChanged',
          at: '2026-06-30T22:00:00.000Z',
          local: '2026-07-01T00:00:00+02:00[Europe/Stockholm]',
          from: 'inForce',
          to: 'repealed',
          decisionId,
        },
      ],
      comingInFull: true,
    });
  });

  it('gives winter time its own offset, and names the party that changes', async () => {
    const api = memoryApi();
    const parties = [{ id: 'alingsas', name: 'Alingsås kommun' }];
    const documentId = await api.register({ adoption: 'perParty', parties, reminders: [] });
    const adopt = stating('adopt', { party: 'alingsas', fromAndIncluding: '2027-01' });
    const { body } = await dryRun(api, documentId, adopt);
    const local = '2027-01-01T00:00:00+01:00[Europe/Stockholm]';
    expect(body.events.coming).toMatchObject([
      { type: 'party.statusChanged', local, party: 'alingsas', from: 'adopted', to: 'inForce' },
      { type: 'document.statusChanged', local, from: 'adopted', to: 'inForce' },
    ]);
  });

  it('foretells legal finality and the review, beside the changes', async () => {
    const api = memoryApi();
    const documentId = await api.register({ reminders: [7], reviewBy: '2026-08-01' });
    const adopt = stating('adopt', { noticePostedOn: '2026-05-28' });
    const { body } = await dryRun(api, documentId, adopt);
    expect(body.events.coming).toMatchObject([
      { type: 'document.legallyFinal', legallyFinalOn: '2026-06-19' },
      { type: 'document.dueSoon', dueOn: '2026-08-01', daysLeft: 7 },
    ]);
    expect(body.document.legallyFinalOn).toBe('2026-06-19');
  });

  it('says who would be told: of a subscription no more than whose it is and of how much', async () => {
    const { api, documentId } = await adopted({}, { reminders: [] });
    const filter = { types: ['document.statusChanged'] };
    const filtered = await subscribe(api, { filter }, subscriber('boras'));
    const bound = await subscribe(api, { recipients: ['GR'] }, subscriber('gr'));
    await subscribe(api, { filter: { types: ['document.withdrawn'] } }, subscriber('other'));
    const repeal = stating('repeal', {
      fromAndIncluding: '2026-07-01',
      recipients: [{ name: 'gr' }, { name: 'Kansliet' }],
    });
    const { body } = await dryRun(api, documentId, repeal);
    expect(body.told).toEqual({
      subscriptions: [
        { subscriptionId: filtered.subscriptionId, organisation: 'boras', events: 1 },
        { subscriptionId: bound.subscriptionId, organisation: 'gr', events: 2 },
      ],
      recipients: [
        { name: 'gr', subscriptions: 1 },
        { name: 'Kansliet', subscriptions: 0 },
      ],
    });
  });

  it('writes nothing, not even that an Idempotency-Key was used', async () => {
    const { api, documentId } = await adopted();
    const headers = { 'idempotency-key': 'key-1' };
    const repeal = stating('repeal');
    const written = api.repository.stream.length;
    const before = await api.repository.document(documentId);
    for (const body of [repeal, repeal, stating('suspend')]) {
      expect((await dryRun(api, documentId, body, headers)).status).toBe(200);
    }
    expect(api.repository.stream).toHaveLength(written);
    expect(await api.repository.document(documentId)).toEqual(before);
    expect(await api.repository.decisions(documentId)).toHaveLength(1);
    const path = `/v1/documents/${documentId}/decisions`;
    expect((await api.post(path, repeal, { headers })).status).toBe(201);
    expect(api.repository.stream).toHaveLength(written + 1);
  });

  it('is no dry run where it says false', async () => {
    const { api, documentId } = await adopted();
    const path = `/v1/documents/${documentId}/decisions`;
    const headers = { 'idempotency-key': 'key-1' };
    const first = await api.post(`${path}?dryRun=false`, stating('repeal'), { headers });
    expect(first.status).toBe(201);
    expect(await api.post(path, stating('repeal'), { headers })).toEqual(first);
  });

  it('builds on the revision that If-Match names', async () => {
    const { api, documentId } = await adopted();
    const answers = ['"1"', '"2"'].map((tag) =>
      dryRun(api, documentId, stating('repeal'), { 'if-match': tag }),
    );
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([412, 200]);
  });

  it('is refused for a body that has not the form, and for a document that is not there', async () => {
    const { api, documentId } = await adopted();
    const malformed = await dryRun(api, documentId, stating('repeal', { until: '2027-01-01' }));
    expect(malformed).toMatchObject({ status: 422, body: { code: 'invalid_request' } });
    const unknown = await dryRun(api, nobody, stating('repeal'));
    expect(unknown).toMatchObject({ status: 404, body: { code: 'document_not_found' } });
  });

  it('is for registrars', async () => {
    const { api, documentId } = await adopted();
    const path = `/v1/documents/${documentId}/decisions?dryRun=true`;
    const { status } = await api.post(path, stating('repeal'), { groups: ['role:reader'] });
    expect(status).toBe(403);
  });
});

describe('a dry run of what would be refused', () => {
  it('names every conflict, the first of which is how the request is refused', async () => {
    const { api, documentId } = await adopted();
    const wrong = stating('repeal', { decidedOn: '2026-06-02', party: 'alingsas' });
    const { status, body } = await dryRun(api, documentId, wrong);
    expect(status).toBe(200);
    expect(body).toMatchObject({ wouldBeRecorded: false });
    expect(body.conflicts.map(({ code }: { code: string }) => code)).toEqual([
      'decided_in_future',
      'party_not_applicable',
    ]);
    const refusal = await api.post(`/v1/documents/${documentId}/decisions`, wrong);
    const [first] = body.conflicts;
    expect(refusal).toMatchObject({
      status: 422,
      body: { code: first.code, detail: first.message, errors: first.errors },
    });
  });

  it('shows the document and its timeline as they are, and tells nobody', async () => {
    const { api, documentId } = await adopted();
    await subscribe(api, {}, subscriber('boras'));
    const wrong = stating('resume', { recipients: [{ name: 'Kansliet' }] });
    const { body } = await dryRun(api, documentId, wrong);
    expect(body).toMatchObject({
      conflicts: [{ code: 'nothing_to_resume' }],
      events: { now: [], coming: [], comingInFull: true },
      told: { subscriptions: [], recipients: [] },
    });
    expect(body.document).toEqual(await api.done('GET', `/v1/documents/${documentId}`));
    const { items } = await api.done('GET', `/v1/documents/${documentId}/timeline`);
    expect(body.timeline).toEqual(items);
  });
});
