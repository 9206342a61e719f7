import { describe, expect, it } from 'vitest';
import { nobody, stating } from '../../../support/api.ts';
import { inForce } from '../../../support/in-force.ts';

describe('a date that is not known yet', () => {
  const awaiting = { takesEffectWhen: 'legallyFinal', noticePostedOn: '2026-01-15' };

  it('is awaited, on the document and on the decision, until it is set', async () => {
    const { record, read, decision, adoption } = await inForce(awaiting);
    const waiting = { condition: 'legallyFinal', metAt: '2026-02-05T23:00:00.000Z' };
    expect(await read()).toMatchObject({
      status: 'adopted',
      awaitingDate: [{ decisionId: adoption, kind: 'adopt', ...waiting }],
    });
    expect(await decision(adoption)).toMatchObject({
      effective: null,
      awaiting: { ...waiting, proposedDate: '2026-02-06' },
    });
    const facts = { setsDateOf: adoption, fromAndIncluding: '2026-03-01' };
    await record(stating('setDate', facts));
    const after = await read();
    expect(after).toMatchObject({ status: 'inForce', statusSince: '2026-02-28T23:00:00.000Z' });
    expect(after).not.toHaveProperty('awaitingDate');
    expect(await decision(adoption)).not.toHaveProperty('awaiting');
  });

  it('can be set once, for what awaits it', async () => {
    const { record, refuse, adoption } = await inForce(awaiting);
    const set = stating('setDate', { setsDateOf: adoption, fromAndIncluding: '2026-03-01' });
    await record(set);
    expect(await refuse(set)).toMatchObject({ status: 422, code: 'date_already_known' });
    const unknown = { ...set, setsDateOf: nobody };
    expect(await refuse(unknown)).toMatchObject({ status: 422, code: 'not_on_record' });
    const shared = stating('setDate', {
      whenMet: 'allPartiesAdopted',
      fromAndIncluding: '2026-03-01',
    });
    expect(await refuse(shared)).toMatchObject({
      code: 'condition_not_applicable',
      pointers: ['/whenMet'],
    });
  });

  it('is refused on a condition that nobody could tell', async () => {
    const { refuse } = await inForce();
    expect(await refuse(stating('repeal', { takesEffectWhen: 'other' }))).toMatchObject({
      code: 'condition_not_applicable',
      pointers: ['/wording'],
    });
  });
});

describe('the second clock', () => {
  it('stands beside the status, in the timeline and on the decision', async () => {
    const { api, documentId, record, read, decision, adoption } = await inForce();
    await record({ kind: 'notice', noticeOf: adoption, noticePostedOn: '2026-01-15' });
    expect(await read()).toMatchObject({ status: 'inForce', legallyFinalOn: '2026-02-06' });
    expect(await decision(adoption)).toMatchObject({
      finality: {
        noticePostedOn: '2026-01-15',
        appealThroughAndIncluding: '2026-02-05',
        computedOn: '2026-02-06',
        differs: false,
        appeals: [],
        legallyFinalOn: '2026-02-06',
      },
    });
    const { items } = await api.done('GET', `/v1/documents/${documentId}/timeline`);
    expect(items[0]).not.toHaveProperty('legallyFinalOn');
    expect(items[1]).toMatchObject({ status: 'inForce', legallyFinalOn: '2026-02-06' });
  });

  it('keeps a stated day that differs, and says so', async () => {
    const dates = { noticePostedOn: '2026-01-15', legallyFinalOn: '2026-02-09' };
    const { read, decision, adoption } = await inForce(dates);
    expect(await read()).toMatchObject({ legallyFinalOn: '2026-02-09' });
    expect(await decision(adoption)).toMatchObject({
      finality: { computedOn: '2026-02-06', statedOn: '2026-02-09', differs: true },
    });
  });

  it('stands still while an appeal is open', async () => {
    const { record, refuse, read, decision, adoption } = await inForce({
      noticePostedOn: '2026-01-15',
    });
    const appeal = await record({ kind: 'appeal', appeals: adoption, lodgedOn: '2026-02-01' });
    expect(await read()).not.toHaveProperty('legallyFinalOn');
    const end = { kind: 'endAppeal', endsAppeal: appeal, endedOn: '2026-05-04' };
    await record(end);
    expect(await read()).toMatchObject({ legallyFinalOn: '2026-05-04' });
    expect(await decision(adoption)).toMatchObject({
      finality: {
        appeals: [{ decisionId: appeal, lodgedOn: '2026-02-01', endedOn: '2026-05-04' }],
      },
    });
    expect(await refuse(end)).toMatchObject({ status: 422, code: 'appeal_ended' });
    const late = { kind: 'appeal', appeals: adoption, lodgedOn: '2026-05-04' };
    const marked = await decision(await record(late));
    expect(marked).toMatchObject({ withoutEffect: { reason: 'already_final', because: adoption } });
    expect(await read()).toMatchObject({ legallyFinalOn: '2026-05-04' });
  });
});
