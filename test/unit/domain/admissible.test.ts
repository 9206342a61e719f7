import { describe, expect, it } from 'vitest';
import { judge } from '#shared/domain/decide.ts';
import type { Decision } from '#shared/domain/decision.ts';
import type { Document } from '#shared/domain/document.ts';
import { at, available, decision, draft, entered } from '../../support/histories.ts';

const noon = '2026-06-01T12:00:00.000Z';
const adopted = decision('adopt', { decidedOn: '2026-05-04' });
const id = adopted.decisionId;

/** Code and place of every reason why `one` is refused after `before`, at noon on the first of June. */
const refusals = (one: Decision, before: readonly Decision[] = [adopted], document = draft()) =>
  judge(
    { document, decisions: before, version: available },
    { ...one, recordedAt: noon },
    at(noon),
  ).refusals.map(({ code, faults }) => [code, ...faults.map(({ pointer }) => pointer)].join(' '));

describe('an undoing', () => {
  it('is decided on the day of what it undoes at the earliest', () => {
    const revoke = (decidedOn: string) => decision('revoke', { decidedOn, revokes: id });
    expect(refusals(revoke('2026-05-03'))).toEqual(['undone_before_decided /revokes']);
    expect(refusals(revoke('2026-05-04'))).toEqual([]);
    const annul = decision('annul', { decidedOn: '2026-05-03', annuls: id });
    expect(refusals(annul)).toEqual(['undone_before_decided /annuls']);
  });

  it('is of a decision that is there, and not undone already', () => {
    const stray = decision('revoke', { decidedOn: '2026-05-10', revokes: 'nowhere' });
    expect(refusals(stray)).toEqual(['not_on_record /revokes']);
    const annulment = decision('annul', { decidedOn: '2026-05-10', annuls: id });
    const again = decision('annul', { decidedOn: '2026-05-11', annuls: id });
    expect(refusals(again, [adopted, annulment])).toEqual(['already_undone /annuls']);
  });

  it('counts for whom the decision counts that it is about, and for no party in particular', () => {
    const adoption = decision('adopt', { decidedOn: '2026-05-04', party: 'alingsas' });
    const theirs = { revokes: adoption.decisionId, party: 'boras' };
    const revoke = decision('revoke', { decidedOn: '2026-05-10', ...theirs });
    expect(refusals(revoke, [adoption], draft('perParty'))).toEqual([
      'party_not_applicable /party',
    ]);
  });

  it('is not the hundred and first revocation', () => {
    const proposals = Array.from({ length: 101 }, () =>
      decision('propose', { decidedOn: '2026-05-04' }),
    );
    const [last, ...revocations] = proposals.map(({ decisionId }) =>
      decision('revoke', { decidedOn: '2026-05-10', revokes: decisionId }),
    );
    const before = [...proposals, ...revocations];
    expect(last && refusals(last, before.slice(0, -1))).toEqual([]);
    expect(last && refusals(last, before)).toEqual(['limit_exceeded']);
  });

  it('names every reason at once', () => {
    const tomorrow = decision('revoke', { decidedOn: '2026-06-02', revokes: id, party: 'boras' });
    expect(refusals(tomorrow)).toEqual([
      'decided_in_future /decidedOn',
      'party_not_applicable /party',
    ]);
  });
});

describe('a date', () => {
  it('is not set for what its body has taken back', () => {
    const awaiting = decision('repeal', {
      decidedOn: '2026-05-05',
      takesEffectWhen: 'other',
      wording: 'när den nya planen gäller',
    });
    const { decisionId } = awaiting;
    const revoke = decision('revoke', { decidedOn: '2026-05-10', revokes: decisionId });
    const setDate = (decidedOn: string) =>
      decision('setDate', { decidedOn, setsDateOf: decisionId, fromAndIncluding: '2026-05-06' });
    const before = [adopted, awaiting, revoke];
    expect(refusals(setDate('2026-05-10'), before)).toEqual(['already_undone /setsDateOf']);
    expect(refusals(setDate('2026-05-09'), before)).toEqual([]);
  });
});

describe('a date for what awaits one', () => {
  it('is set after the decision, and only where parties adopt by a condition of theirs', () => {
    const awaits = decision('adopt', { decidedOn: '2026-05-04', takesEffectWhen: 'legallyFinal' });
    const setDate = (decidedOn: string) =>
      decision('setDate', {
        decidedOn,
        setsDateOf: awaits.decisionId,
        fromAndIncluding: '2026-07-01',
      });
    expect(refusals(setDate('2026-05-03'), [awaits])).toEqual([
      'undone_before_decided /setsDateOf',
    ]);
    expect(refusals(setDate('2026-05-04'), [awaits])).toEqual([]);
    const forAll = decision('setDate', {
      decidedOn: '2026-05-10',
      whenMet: 'allPartiesAdopted',
      fromAndIncluding: '2026-07-01',
    });
    expect(refusals(forAll, [awaits])).toEqual(['condition_not_applicable /whenMet']);
  });

  it('is awaited on a condition that the source words, where it is none of the known ones', () => {
    const other = decision('adopt', { decidedOn: '2026-05-04', takesEffectWhen: 'other' });
    expect(refusals(other, [])).toEqual(['condition_not_applicable /wording']);
    const all = decision('adopt', {
      decidedOn: '2026-05-04',
      takesEffectWhen: 'allPartiesAdopted',
    });
    expect(refusals(all, [])).toEqual(['condition_not_applicable /takesEffectWhen']);
    const ofParty: [Decision, Decision[], Document] = [
      { ...all, party: 'boras' },
      [],
      draft('perParty'),
    ];
    expect(refusals(...ofParty)).toEqual([]);
  });
});

describe('a notice', () => {
  const notice = (noticePostedOn: string, legallyFinalOn?: string) =>
    entered(
      { kind: 'notice', noticeOf: id, noticePostedOn, ...(legallyFinalOn && { legallyFinalOn }) },
      '2026-06-01',
    );

  it('is posted from the day of the decision through today', () => {
    expect(refusals(notice('2026-05-03'))).toEqual(['invalid_date /noticePostedOn']);
    expect(refusals(notice('2026-05-04'))).toEqual([]);
    expect(refusals(notice('2026-06-01'))).toEqual([]);
    expect(refusals(notice('2026-06-02'))).toEqual(['decided_in_future /noticePostedOn']);
  });

  it('states no finality before the decision', () => {
    expect(refusals(notice('2026-05-04', '2026-05-03'))).toEqual(['invalid_date /legallyFinalOn']);
    expect(refusals(notice('2026-05-04', '2026-05-04'))).toEqual([]);
  });
});

describe('an appeal', () => {
  const appeal = (lodgedOn: string) => entered({ kind: 'appeal', appeals: id, lodgedOn }, lodgedOn);
  const lodged = appeal('2026-05-10');
  const endedOn = (day: string) =>
    entered({ kind: 'endAppeal', endsAppeal: lodged.decisionId, endedOn: day }, day);

  it('is lodged from the day of the decision through today', () => {
    expect(refusals(appeal('2026-05-03'))).toEqual(['invalid_date /lodgedOn']);
    expect(refusals(appeal('2026-05-04'))).toEqual([]);
    expect(refusals(appeal('2026-06-02'))).toEqual(['decided_in_future /lodgedOn']);
  });

  it('ends from the day on which it was lodged through today', () => {
    const before = [adopted, lodged];
    expect(refusals(endedOn('2026-05-09'), before)).toEqual(['invalid_date /endedOn']);
    expect(refusals(endedOn('2026-05-10'), before)).toEqual([]);
    expect(refusals(endedOn('2026-06-02'), before)).toEqual(['decided_in_future /endedOn']);
  });
});

describe('a correction', () => {
  it('is refused for what its record would be refused for, at its place in the record', () => {
    const { decidedBy, recipients } = adopted;
    const minutes = { decidedBy, recipients };
    const correction = (facts: object) =>
      entered(
        {
          kind: 'correct',
          corrects: id,
          record: { kind: 'adopt', decidedOn: '2026-05-04', ...minutes, ...facts },
        },
        '2026-06-01',
      );
    expect(refusals(correction({ decidedOn: '2026-06-02' }))).toEqual([
      'decided_in_future /record/decidedOn',
    ]);
    expect(refusals(correction({ fromAndIncluding: '2026-07-01' }))).toEqual([]);
    expect(
      refusals(
        entered(
          {
            kind: 'correct',
            corrects: id,
            record: { kind: 'repeal', decidedOn: '2026-05-04', ...minutes },
          },
          '2026-06-01',
        ),
      ),
    ).toEqual(['nothing_to_repeal']);
  });

  it('puts a record in the place of one that was struck', () => {
    const strike = entered({ kind: 'correct', corrects: id }, '2026-05-20');
    const { decidedBy, recipients } = adopted;
    const anew = entered(
      {
        kind: 'correct',
        corrects: id,
        record: { kind: 'adopt', decidedOn: '2026-05-04', decidedBy, recipients },
      },
      '2026-06-01',
    );
    expect(refusals(anew, [adopted, strike])).toEqual([]);
    expect(refusals(strike, [adopted, strike])).toEqual(['already_undone /corrects']);
  });
});
