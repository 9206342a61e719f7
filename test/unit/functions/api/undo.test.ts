import { describe, expect, it } from 'vitest';
import { memoryApi, nobody, stating } from '../../../support/api.ts';
import { inForce } from '../../../support/in-force.ts';
import { refused } from '../../../support/refused.ts';

type Api = ReturnType<typeof memoryApi>;
type Facts = Readonly<Record<string, unknown>>;

describe('a decision that is taken back', () => {
  it('before its effect takes the planned change away, and stays readable with the link both ways', async () => {
    const { record, read, decision } = await inForce();
    const repeal = await record(stating('repeal', { fromAndIncluding: '2026-07-01' }));
    expect((await read()).next).toMatchObject({ status: 'repealed' });
    const revocation = await record(stating('revoke', { revokes: repeal }));
    expect(await read()).toMatchObject({ status: 'inForce', next: null });
    expect(await decision(revocation)).toMatchObject({ kind: 'revoke', revokes: repeal });
    expect(await decision(repeal)).toMatchObject({
      kind: 'repeal',
      undone: [
        {
          kind: 'revoke',
          decisionId: revocation,
          from: '2026-05-19T22:00:00.000Z',
          to: null,
        },
      ],
    });
  });

  it('after its effect counts until then', async () => {
    const { record, read, decision } = await inForce();
    const suspension = await record(stating('suspend', { fromAndIncluding: '2026-03-01' }));
    await record(stating('revoke', { revokes: suspension, fromAndIncluding: '2026-04-01' }));
    expect(await read('?at=2026-03-15T12:00:00Z')).toMatchObject({ status: 'suspended' });
    expect(await read()).toMatchObject({
      status: 'inForce',
      statusSince: '2026-03-31T22:00:00.000Z',
    });
    expect(await decision(suspension)).toMatchObject({
      undone: [{ from: '2026-03-31T22:00:00.000Z', to: null }],
    });
  });

  it('comes back when the revocation is taken back in turn', async () => {
    const { record, read, decision } = await inForce();
    const repeal = await record(stating('repeal', { fromAndIncluding: '2026-07-01' }));
    const revocation = await record(stating('revoke', { revokes: repeal }));
    await record(stating('revoke', { revokes: revocation, decidedOn: '2026-05-25' }));
    expect((await read()).next).toMatchObject({ status: 'repealed', decisionId: repeal });
    expect(await decision(repeal)).toMatchObject({
      undone: [{ decisionId: revocation, to: '2026-05-24T22:00:00.000Z' }],
    });
  });
});

describe('a decision that is annulled', () => {
  it('counts as never taken', async () => {
    const { record, read, decision } = await inForce();
    const repeal = await record(stating('repeal', { fromAndIncluding: '2026-03-01' }));
    const annulment = await record(stating('annul', { annuls: repeal }));
    expect(await read('?at=2026-04-01T00:00:00Z')).toMatchObject({ status: 'inForce' });
    expect(await decision(repeal)).toMatchObject({
      undone: [{ kind: 'annul', decisionId: annulment, from: null, to: null }],
    });
  });
});

describe('a record that was wrong', () => {
  it('is replaced by the right one under the same id, and says by which correction', async () => {
    const { record, read, decision, adoption } = await inForce();
    const right = stating('adopt', { decidedOn: '2026-02-10', section: '§ 12' });
    const correction = await record({ kind: 'correct', corrects: adoption, record: right });
    expect(await read()).toMatchObject({ statusSince: '2026-02-09T23:00:00.000Z' });
    expect(await decision(adoption)).toMatchObject({
      decidedOn: '2026-02-10',
      section: '§ 12',
      asRecorded: { kind: 'adopt', decidedOn: '2026-01-10' },
      correctedBy: correction,
      effective: { at: '2026-02-09T23:00:00.000Z' },
    });
    expect(await decision(correction)).toMatchObject({
      corrects: adoption,
      record: { kind: 'adopt', section: '§ 12' },
      effective: null,
    });
  });

  it('is struck where there was no such decision', async () => {
    const { record, read, adoption } = await inForce();
    await record({ kind: 'correct', corrects: adoption });
    expect(await read()).toMatchObject({ status: 'draft', statusSince: null });
  });
});

describe('an undoing', () => {
  const kinds: readonly [string, (id: string) => Facts][] = [
    ['revoke', (id) => stating('revoke', { revokes: id })],
    ['annul', (id) => stating('annul', { annuls: id })],
    ['correct', (id) => ({ kind: 'correct', corrects: id })],
  ];

  it.each(kinds)('to %s what is not there is refused', async (_kind, undoing) => {
    const { refuse } = await inForce();
    const answer = await refuse(undoing(nobody));
    expect(answer).toMatchObject({ status: 422, code: 'not_on_record' });
    expect(answer.detail).toContain(`There is no decision ${nobody} about this document`);
  });

  it.each(kinds)('to %s a decision of another document is refused', async (_kind, undoing) => {
    const { api, refuse } = await inForce();
    const other = await api.register();
    const { body } = await api.decide(other, 'adopt', { decidedOn: '2026-01-10' });
    const answer = await refuse(undoing(body.decision.decisionId));
    expect(answer).toMatchObject({ status: 422, code: 'not_on_record' });
  });

  it.each(kinds)('to %s what is undone already is refused', async (_kind, undoing) => {
    const { record, refuse, adoption } = await inForce();
    await record(undoing(adoption));
    const answer = await refuse(undoing(adoption));
    expect(answer).toMatchObject({ status: 422, code: 'already_undone' });
  });

  it('decided before what it undoes is refused where it names that', async () => {
    const { refuse, adoption } = await inForce();
    const early = stating('revoke', { decidedOn: '2026-01-09', revokes: adoption });
    expect(await refuse(early)).toMatchObject({
      status: 422,
      code: 'undone_before_decided',
      pointers: ['/revokes'],
    });
  });

  it('of a wrong record by one that cannot be is refused inside the record', async () => {
    const { refuse, adoption } = await inForce();
    const record = stating('adopt', { decidedOn: '2026-06-02' });
    expect(await refuse({ kind: 'correct', corrects: adoption, record })).toMatchObject({
      status: 422,
      code: 'decided_in_future',
      pointers: ['/record/decidedOn'],
    });
  });
});

describe('suspending and resuming', () => {
  it('show in the status', async () => {
    const { record, read } = await inForce();
    await record(stating('suspend', { fromAndIncluding: '2026-05-25' }));
    expect(await read()).toMatchObject({ status: 'suspended' });
    await record(stating('resume', { decidedOn: '2026-05-28' }));
    expect(await read()).toMatchObject({ status: 'inForce' });
  });

  it('is refused where there is nothing to suspend or resume, or it is suspended already', async () => {
    const { record, refuse } = await inForce({ fromAndIncluding: '2026-05-25' });
    expect(await refuse(stating('suspend'))).toMatchObject({ code: 'nothing_to_suspend' });
    const later = { fromAndIncluding: '2026-05-28' };
    expect(await refuse(stating('resume', later))).toMatchObject({ code: 'nothing_to_resume' });
    await record(stating('suspend', { fromAndIncluding: '2026-05-26' }));
    expect(await refuse(stating('suspend', later))).toMatchObject({ code: 'already_suspended' });
  });
});

describe('documents that replace each other', () => {
  const chain = async (api: Api, count: number) => {
    const ids: string[] = [];
    for (let n = 0; n < count; n++) {
      ids.push(await api.register());
      await api.decide(ids[n] ?? '', 'adopt', { decidedOn: '2026-01-10' });
    }
    for (const [n, id] of ids.slice(0, -1).entries()) {
      expect((await api.decide(id, 'replace', { replacedBy: ids[n + 1] })).status).toBe(201);
    }
    return ids;
  };

  it.each([2, 3, 5])('in a circle of %i are refused', async (count) => {
    const api = memoryApi();
    const ids = await chain(api, count);
    const last = ids.at(-1);
    const body = stating('replace', { replacedBy: ids[0] });
    const answer = await refused(api, 'POST', `/v1/documents/${last}/decisions`, { body });
    expect(answer).toMatchObject({
      status: 422,
      code: 'replacement_cycle',
      pointers: ['/replacedBy'],
    });
  });

  it('no longer do once the decision is annulled', async () => {
    const api = memoryApi();
    const [old = '', fresh = ''] = await chain(api, 2);
    const replaces = async () => (await api.done('GET', `/v1/documents/${fresh}`)).replaces;
    const [replaced] = await replaces();
    expect(replaced).toEqual({
      documentId: old,
      decisionId: replaced.decisionId,
      from: '2026-05-19T22:00:00.000Z',
    });
    await api.decide(old, 'annul', { annuls: replaced.decisionId });
    expect(await replaces()).toEqual([]);
  });
});
