import { describe, expect, it } from 'vitest';
import { memoryApi, nobody, stating } from '../../../support/api.ts';
import { inForce } from '../../../support/in-force.ts';
import { refused } from '../../../support/refused.ts';

type Facts = Readonly<Record<string, unknown>>;

const statements: readonly [string, (id: string) => Facts][] = [
  ['/revokes', (revokes) => stating('revoke', { revokes })],
  ['/annuls', (annuls) => stating('annul', { annuls })],
  ['/corrects', (corrects) => ({ kind: 'correct', corrects })],
  ['/setsDateOf', (id) => stating('setDate', { setsDateOf: id, fromAndIncluding: '2026-07-01' })],
  ['/noticeOf', (noticeOf) => ({ kind: 'notice', noticeOf, noticePostedOn: '2026-05-20' })],
  ['/appeals', (appeals) => ({ kind: 'appeal', appeals, lodgedOn: '2026-05-20' })],
  ['/endsAppeal', (endsAppeal) => ({ kind: 'endAppeal', endsAppeal, endedOn: '2026-05-20' })],
];

const others = statements.filter(([pointer]) => pointer !== '/corrects');

describe('a statement about the wrong thing', () => {
  it.each(statements)('in %s is refused there where nothing has the id', async (field, about) => {
    const { refuse } = await inForce();
    const refusal = await refuse(about(nobody));
    expect(refusal).toMatchObject({ code: 'not_on_record', pointers: [field] });
    expect(refusal.detail).toContain(`There is no decision ${nobody}`);
  });

  it.each(statements)('in %s is told that it is a correction', async (field, about) => {
    const { record, refuse, adoption } = await inForce({ section: '§ 1' });
    const facts = stating('adopt', { decidedOn: '2026-01-10', section: '§ 2' });
    const correction = await record({ kind: 'correct', corrects: adoption, record: facts });
    const refusal = await refuse(about(correction));
    expect(refusal).toMatchObject({ code: 'not_on_record', pointers: [field] });
    expect(refusal.detail).toContain(`It is a correction of ${adoption}`);
  });

  it.each(others)('in %s is told that the record is struck', async (field, about) => {
    const { record, refuse } = await inForce();
    const repeal = await record(stating('repeal', { fromAndIncluding: '2026-07-01' }));
    await record({ kind: 'correct', corrects: repeal });
    const refusal = await refuse(about(repeal));
    expect(refusal).toMatchObject({ code: 'not_on_record', pointers: [field] });
    expect(refusal.detail).toMatch(/was struck by the correction .*`correct` with `record`/);
  });

  it.each(others)('in %s is told that it is a notice', async (field, about) => {
    const { record, refuse, adoption } = await inForce();
    const notice = await record({
      kind: 'notice',
      noticeOf: adoption,
      noticePostedOn: '2026-01-15',
    });
    const refusal = await refuse(about(notice));
    expect(refusal).toMatchObject({ code: 'not_on_record', pointers: [field] });
    expect(refusal.detail).toContain('It is of the kind notice');
  });

  it('is told what to do where a struck record is struck again', async () => {
    const { record, refuse, adoption } = await inForce();
    const strike = { kind: 'correct', corrects: adoption };
    await record(strike);
    const refusal = await refuse(strike);
    expect(refusal).toMatchObject({ code: 'already_undone', pointers: ['/corrects'] });
    expect(refusal.detail).toMatch(/struck already.*`correct` with `record` brings it back/);
  });

  it('in the record of a correction is refused there', async () => {
    const { record, refuse } = await inForce();
    const repeal = await record(stating('repeal', { fromAndIncluding: '2026-07-01' }));
    const facts = stating('revoke', { revokes: nobody });
    const refusal = await refuse({ kind: 'correct', corrects: repeal, record: facts });
    expect(refusal).toMatchObject({ code: 'not_on_record', pointers: ['/record/revokes'] });
  });
});

describe('what has happened to its target already', () => {
  it('is told where the target is named', async () => {
    const { record, refuse, adoption } = await inForce();
    const set = stating('setDate', { setsDateOf: adoption, fromAndIncluding: '2026-07-01' });
    const known = { code: 'date_already_known', pointers: ['/setsDateOf'] };
    expect(await refuse(set)).toMatchObject(known);
    const facts = { kind: 'appeal', appeals: adoption, lodgedOn: '2026-01-20' };
    const end = { kind: 'endAppeal', endsAppeal: await record(facts), endedOn: '2026-03-01' };
    await record(end);
    expect(await refuse(end)).toMatchObject({ code: 'appeal_ended', pointers: ['/endsAppeal'] });
  });

  it('is told of a condition on which nothing waits', async () => {
    const parties = [{ id: 'alingsas', name: 'Alingsås' }];
    const about = { adoption: 'perParty', parties };
    const { refuse } = await inForce({ party: 'alingsas' }, about);
    const facts = { whenMet: 'allPartiesAdopted', fromAndIncluding: '2026-07-01' };
    const refusal = { code: 'nothing_awaits', pointers: ['/whenMet'] };
    expect(await refuse(stating('setDate', facts))).toMatchObject(refusal);
  });
});

describe('a date', () => {
  it('on which there is nothing to repeal is refused in the words of the repeal', async () => {
    const { record, refuse } = await inForce({ throughAndIncluding: '2026-06-30' });
    const waits = { takesEffectWhen: 'legallyFinal' };
    const repeal = await record(stating('repeal', waits));
    const early = { setsDateOf: repeal, fromAndIncluding: '2026-01-01' };
    const refusal = await refuse(stating('setDate', early));
    expect(refusal.code).toBe('nothing_to_repeal');
    expect(refusal.detail).toContain('nothing to repeal');
    const late = { setsDateOf: repeal, fromAndIncluding: '2026-08-01' };
    expect(await refuse(stating('setDate', late))).toMatchObject({
      code: 'already_ended',
      detail: expect.stringContaining('nothing to repeal'),
    });
  });

  it('outside the calendar is told which years there are', async () => {
    const { api, documentId } = await inForce();
    const address = `/v1/documents/${documentId}?at=9999-12-31T23:59:59Z`;
    const refusal = await refused(api, 'GET', address);
    expect(refusal).toMatchObject({ status: 422, pointers: ['/query/at'] });
    expect(refusal.detail).toContain('years 1000 to 9998');
  });
});

describe('a record without a kind that it can have', () => {
  it.each([{}, { kind: 'correct' }, { kind: 'abolish' }])(
    '%j is told the kinds',
    async (record) => {
      const { refuse, adoption } = await inForce();
      const refusal = await refuse({ kind: 'correct', corrects: adoption, record });
      expect(refusal).toMatchObject({ status: 422, pointers: ['/record/kind'] });
      expect(refusal.detail).toContain('kind is one of propose, recommend, adopt');
      expect(refusal.detail).not.toContain('correct,');
    },
  );
});

describe('an undoing that would close a circle of replacements', () => {
  const world = async () => {
    const api = memoryApi();
    const [a, b] = [await api.register(), await api.register()];
    const record = async (id: string, body: Facts) => {
      const { decision } = await api.done('POST', `/v1/documents/${id}/decisions`, { body });
      return String(decision.decisionId);
    };
    for (const id of [a, b]) await record(id, stating('adopt', { decidedOn: '2026-01-10' }));
    const replace = (replacedBy: string) =>
      stating('replace', { decidedOn: '2026-02-01', replacedBy });
    const first = await record(a, replace(b));
    return { api, a, b, record, replace, first };
  };

  const undoings: readonly [string, (id: string) => Facts][] = [
    ['/revokes', (revokes) => stating('revoke', { revokes })],
    ['/annuls', (annuls) => stating('annul', { annuls })],
    ['/corrects', (corrects) => ({ kind: 'correct', corrects })],
  ];

  it.each(undoings)('is refused in %s, with both documents', async (field, undoing) => {
    const { api, a, b, record, replace, first } = await world();
    const taken = await record(a, stating('annul', { annuls: first, decidedOn: '2026-03-01' }));
    await record(b, replace(a));
    const address = `/v1/documents/${a}/decisions`;
    const refusal = await refused(api, 'POST', address, { body: undoing(taken) });
    expect(refusal).toMatchObject({ code: 'replacement_cycle', pointers: [field] });
    expect(refusal.detail).toContain(`${a} would be replaced by ${b}`);
  });

  it('is refused in the record that brings the replacement back', async () => {
    const { api, a, b, record, replace, first } = await world();
    await record(a, { kind: 'correct', corrects: first });
    await record(b, replace(a));
    const body = { kind: 'correct', corrects: first, record: replace(b) };
    const refusal = await refused(api, 'POST', `/v1/documents/${a}/decisions`, { body });
    const expected = { code: 'replacement_cycle', pointers: ['/record/replacedBy'] };
    expect(refusal).toMatchObject(expected);
  });
});
