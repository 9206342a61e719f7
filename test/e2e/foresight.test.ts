import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { as } from './support/callers.ts';
import { aDecision, aDocument } from './support/documents.ts';
import { aStory } from './support/record.ts';
import { waitFor } from './support/wait-for.ts';

const anything = z.looseObject({});
const adopt = { kind: 'adopt', decidedOn: '2020-01-15' };
const today = () => Temporal.Now.plainDateISO('Europe/Stockholm');

describe('what is known ahead', () => {
  it('foretells a decision without writing it, then does exactly that', async () => {
    const { path, record, read, documentId } = await aStory();
    await record(adopt);
    const before = await read();
    const repeal = aDecision({
      kind: 'repeal',
      fromAndIncluding: '2090-07',
      recipients: [{ name: 'Kansliet' }],
    });
    const foretold = await as('registrar').post(`${path}/decisions?dryRun=true`, repeal, anything);
    expect(foretold).toMatchObject({
      wouldBeRecorded: true,
      conflicts: [],
      told: { recipients: [{ name: 'Kansliet', subscriptions: 0 }] },
    });
    expect(JSON.stringify(foretold.events)).toContain(
      '2090-07-01T00:00:00+02:00[Europe/Stockholm]',
    );
    expect(await read()).toEqual(before);

    const done = await as('registrar').post(`${path}/decisions`, repeal, anything);
    const shape = z.array(z.looseObject({ status: z.string(), from: z.string().nullable() }));
    const times = (answer: unknown) =>
      shape.parse(answer).map(({ status, from }) => [status, from]);
    expect(times(done.timeline)).toEqual(times(foretold.timeline));
    expect(documentId).toBe(before.documentId);
  });

  it('names every conflict of a decision that would be refused', async () => {
    const { path } = await aStory();
    const wrong = aDecision({ kind: 'repeal', decidedOn: '2099-01-01', party: 'nobody' });
    const foretold = await as('registrar').post(
      `${path}/decisions?dryRun=true`,
      wrong,
      z.looseObject({ conflicts: z.array(z.looseObject({ code: z.string() })) }),
    );
    expect(foretold).toMatchObject({ wouldBeRecorded: false });
    expect(foretold.conflicts.map(({ code }) => code)).toEqual([
      'decided_in_future',
      'party_not_applicable',
    ]);
  });

  it('waits for all parties, proposes the day, and takes effect when a registrar sets it', async () => {
    const parties = ['alfa', 'beta'].map((id) => ({ id, name: id }));
    const { record, read, events } = await aStory({ adoption: 'perParty', parties });
    const waiting = { ...adopt, takesEffectWhen: 'allPartiesAdopted' };
    await record({ ...waiting, party: 'alfa' });
    expect(await read()).toMatchObject({
      status: 'adopted',
      awaitingDate: [{ condition: 'allPartiesAdopted' }],
    });
    await record({ ...waiting, decidedOn: '2020-03-01', party: 'beta' });
    const met = await waitFor(
      'the condition',
      async () => (await events('decision.conditionMet'))[0],
    );
    expect(met).toMatchObject({ condition: 'allPartiesAdopted', proposedDate: '2020-03-01' });
    expect(await read()).toMatchObject({ status: 'adopted' });

    await record({
      kind: 'setDate',
      decidedOn: '2020-03-02',
      fromAndIncluding: '2020-03-01',
      whenMet: 'allPartiesAdopted',
    });
    expect(await read('?party=beta')).toMatchObject({
      status: 'inForce',
      statusSince: '2020-02-29T23:00:00.000Z',
    });
  });

  it('tells when a decision is legally final, beside its effect', async () => {
    const { record, enter, read, events, decision } = await aStory();
    const adoption = await record({
      ...adopt,
      decidedOn: '2024-06-10',
      noticePostedOn: '2024-06-20',
    });
    // 11 July 2024 is a Thursday; three weeks from the notice.
    expect(await read()).toMatchObject({ status: 'inForce', legallyFinalOn: '2024-07-12' });
    const final = await waitFor('finality', async () => (await events('document.legallyFinal'))[0]);
    expect(final).toMatchObject({ legallyFinalOn: '2024-07-12', correction: false });

    const appeal = await enter({ kind: 'appeal', appeals: adoption, lodgedOn: '2024-07-01' });
    expect(await read()).not.toHaveProperty('legallyFinalOn');
    await enter({ kind: 'endAppeal', endsAppeal: appeal, endedOn: '2024-11-05' });
    expect(await read()).toMatchObject({ status: 'inForce', legallyFinalOn: '2024-11-05' });
    expect(await decision(adoption)).toMatchObject({
      finality: { appealThroughAndIncluding: '2024-07-11', differs: false },
    });
    const told = await waitFor('all three', async () => {
      const all = await events('document.legallyFinal');
      return all.length === 3 ? all : undefined;
    });
    expect(told.map(({ correction }) => correction)).toEqual([false, true, false]);
  });

  it('reminds once of a change that is recorded inside the window', async () => {
    const { record, events } = await aStory({ reminders: [60, 30, 7] });
    await record(adopt);
    const day = today().add({ days: 40 }).toString();
    await record({ kind: 'repeal', fromAndIncluding: day });
    const soon = await waitFor('the reminder', async () => (await events('document.dueSoon'))[0]);
    expect(soon).toMatchObject({ daysBefore: 60, daysLeft: 40, dueDate: { date: day } });
    expect(await events('document.dueSoon')).toHaveLength(1);
  });

  it('links both ways what replaces and is replaced, and refuses circles', async () => {
    const old = await aStory();
    const fresh = await aStory({ supplements: [old.documentId] });
    await old.record(adopt);
    await fresh.record(adopt);
    const replacement = await old.record({
      kind: 'replace',
      fromAndIncluding: '2026-02-01',
      replacedBy: fresh.documentId,
    });
    expect(await old.read()).toMatchObject({ status: 'replaced', replacedBy: fresh.documentId });
    expect(await fresh.read()).toMatchObject({
      supplements: [old.documentId],
      replaces: [{ documentId: old.documentId, from: '2026-01-31T23:00:00.000Z' }],
    });
    const circle = await as('registrar').send({
      method: 'POST',
      path: `${fresh.path}/decisions`,
      body: aDecision({ kind: 'replace', replacedBy: old.documentId }),
    });
    expect(circle.status).toBe(422);
    await old.record({ kind: 'annul', decidedOn: '2026-03-01', annuls: replacement });
    expect(await fresh.read()).toMatchObject({ replaces: [] });
  });

  it('records one decision about several documents, or about none', async () => {
    const documents = await Promise.all([1, 2, 3].map(() => aDocument(as('registrar'))));
    const ids = documents.map(({ documentId }) => ({ documentId }));
    const statuses = () =>
      Promise.all(
        ids.map(async ({ documentId }) => {
          const status = z.looseObject({ status: z.string() });
          return (await as('reader').get(`/v1/documents/${documentId}`, status)).status;
        }),
      );
    const refused = await as('registrar').send({
      method: 'POST',
      path: '/v1/decisions',
      body: { documents: ids, decision: aDecision({ kind: 'repeal' }) },
    });
    expect(refused.status).toBe(422);
    const body = { documents: ids, decision: aDecision(adopt) };
    const { items } = await as('registrar').post(
      '/v1/decisions',
      body,
      z.looseObject({ items: z.array(anything) }),
    );
    expect(items).toHaveLength(3);
    expect(await statuses()).toEqual(['inForce', 'inForce', 'inForce']);
  });
});
