import { describe, expect, it } from 'vitest';
import { applyDue } from '#shared/domain/commands.ts';
import { decide } from '#shared/domain/decide.ts';
import type { Decision } from '#shared/domain/decision.ts';
import { timeline } from '#shared/domain/timeline.ts';
import { at, calendar, decision, draft, entered, step } from '../../support/histories.ts';

const adopted = decision('adopt', { decidedOn: '2026-02-02', noticePostedOn: '2026-02-02' });
const id = adopted.decisionId;

const whole = (...decisions: Decision[]) => timeline(draft(), [adopted, ...decisions], calendar);
const of = (...decisions: Decision[]) => whole(...decisions).finality.get(id);

const notice = (noticePostedOn: string, day: string, legallyFinalOn?: string) =>
  entered(
    { kind: 'notice', noticeOf: id, noticePostedOn, ...(legallyFinalOn && { legallyFinalOn }) },
    day,
  );
const appeal = (lodgedOn: string, day = lodgedOn) =>
  entered({ kind: 'appeal', appeals: id, lodgedOn }, day);
const endOf = ({ decisionId: endsAppeal }: Decision, endedOn: string) =>
  entered({ kind: 'endAppeal', endsAppeal, endedOn }, endedOn);

describe('a decision with a notice', () => {
  it('is final the day after its last day to appeal, from local midnight', () => {
    expect(of()).toEqual({
      noticePostedOn: '2026-02-02',
      appealThroughAndIncluding: '2026-02-23',
      computedOn: '2026-02-24',
      appeals: [],
      legallyFinalOn: '2026-02-24',
      at: '2026-02-23T23:00:00.000Z',
    });
  });

  it('counts from the last of its notices, and from none of another decision', () => {
    const other = decision('amend', { decidedOn: '2026-02-20', documentVersion: 2 });
    const elsewhere = entered(
      { kind: 'notice', noticeOf: other.decisionId, noticePostedOn: '2026-02-20' },
      '2026-02-20',
    );
    expect(of(notice('2026-02-09', '2026-02-10'))?.legallyFinalOn).toBe('2026-03-03');
    expect(of(notice('2026-02-01', '2026-02-10'))?.legallyFinalOn).toBe('2026-02-24');
    expect(of(other, elsewhere)?.legallyFinalOn).toBe('2026-02-24');
  });

  it('is final on the date that the source states, earlier or later, and keeps the computed one', () => {
    const stated = (day: string) => of(notice('2026-02-02', '2026-02-10', day));
    expect(stated('2026-02-23')).toMatchObject({
      computedOn: '2026-02-24',
      statedOn: '2026-02-23',
      legallyFinalOn: '2026-02-23',
    });
    expect(stated('2026-02-27')?.legallyFinalOn).toBe('2026-02-27');
  });
});

describe('a decision about which nothing tells', () => {
  const silent = decision('adopt', { decidedOn: '2026-02-02' });
  const finality = (...more: Decision[]) =>
    timeline(draft(), [silent, ...more], calendar).finality.get(silent.decisionId);

  it('has no finality', () => {
    expect(finality()).toBeUndefined();
  });

  it('is final on no day for an appeal alone, open or ended', () => {
    const one = entered(
      { kind: 'appeal', appeals: silent.decisionId, lodgedOn: '2026-02-10' },
      '2026-02-10',
    );
    expect(finality(one)?.legallyFinalOn).toBeUndefined();
    expect(finality(one, endOf(one, '2026-03-01'))).toEqual({
      appeals: [{ decisionId: one.decisionId, lodgedOn: '2026-02-10', endedOn: '2026-03-01' }],
    });
  });
});

describe('an appealed decision', () => {
  it('is final on no day while the appeal is open', () => {
    const open = of(appeal('2026-02-23'));
    expect(open?.appeals).toHaveLength(1);
    expect([open?.legallyFinalOn, open?.at]).toEqual([undefined, undefined]);
  });

  it('is not appealed any more from the first day on which it is final', () => {
    const late = appeal('2026-02-24');
    const { finality, withoutEffect } = whole(late);
    expect(finality.get(id)).toMatchObject({ appeals: [], legallyFinalOn: '2026-02-24' });
    expect(withoutEffect.get(late.decisionId)).toEqual({ reason: 'already_final', because: id });
  });

  it('is final on the day on which the last of its appeals is over', () => {
    const [first, second] = [appeal('2026-02-10'), appeal('2026-02-11')];
    expect(of(first, second, endOf(first, '2026-04-01'))?.legallyFinalOn).toBeUndefined();
    expect(
      of(first, second, endOf(first, '2026-04-01'), endOf(second, '2026-03-15'))?.legallyFinalOn,
    ).toBe('2026-04-01');
  });

  it('is final by the notice where the appeal is over before the period is', () => {
    const one = appeal('2026-02-10');
    expect(of(one, endOf(one, '2026-02-15'))?.legallyFinalOn).toBe('2026-02-24');
  });

  it('keeps the first end of an appeal, and refuses another one', () => {
    const one = appeal('2026-02-10');
    const [first, again] = [endOf(one, '2026-03-01'), endOf(one, '2026-04-01')];
    const { finality, withoutEffect } = whole(one, first, again);
    expect(finality.get(id)?.legallyFinalOn).toBe('2026-03-01');
    expect(withoutEffect.get(again.decisionId)).toEqual({
      reason: 'appeal_ended',
      because: first.decisionId,
    });
  });

  it('is appealed within the time that the last notice gives', () => {
    const one = appeal('2026-02-25');
    expect(whole(one).withoutEffect.has(one.decisionId)).toBe(true);
    expect(whole(one, notice('2026-02-09', '2026-03-01')).withoutEffect.size).toBe(0);
  });
});

describe('a recording at the very instant of finality', () => {
  it('tells of it once', () => {
    const now = '2026-02-23T23:00:00.000Z';
    const told = (instant: string) => {
      const first = decide(
        { document: draft(), decisions: [], version: undefined },
        adopted,
        at('2026-02-02T12:00:00.000Z'),
      ).document;
      const amended = decision('suspend', { decidedOn: '2026-02-20', recordedAt: instant });
      const state = { document: first, decisions: [adopted], version: undefined };
      const change = decide(state, amended, at(instant));
      const later = applyDue(change.document, at('2026-03-01T00:00:00.000Z'));
      return [...change.facts, ...later.facts].filter(
        ({ type }) => type === 'document.legallyFinal',
      );
    };
    expect(told(now)).toHaveLength(1);
    expect(told(step(now, -1))).toHaveLength(1);
    expect(told(step(now, 1))).toHaveLength(1);
  });
});

describe('what is about nothing on record', () => {
  it('is marked so, whatever it is', () => {
    const strays = [
      entered({ kind: 'notice', noticeOf: 'x', noticePostedOn: '2026-02-03' }, '2026-02-03'),
      entered({ kind: 'appeal', appeals: 'x', lodgedOn: '2026-02-03' }, '2026-02-03'),
      entered({ kind: 'endAppeal', endsAppeal: id, endedOn: '2026-02-03' }, '2026-02-03'),
    ];
    const { withoutEffect } = whole(...strays);
    expect(strays.map(({ decisionId }) => withoutEffect.get(decisionId)?.reason)).toEqual([
      'not_on_record',
      'not_on_record',
      'not_on_record',
    ]);
  });
});

describe('a decision that is undone', () => {
  const revoked = (fromAndIncluding: string) =>
    of(decision('revoke', { decidedOn: '2026-02-10', revokes: id, fromAndIncluding }));

  it('never becomes final where it is revoked by that day, to the day', () => {
    expect(revoked('2026-02-24')?.legallyFinalOn).toBeUndefined();
    expect(revoked('2026-02-25')?.legallyFinalOn).toBe('2026-02-24');
  });

  it('never becomes final where it is annulled, and does where that is annulled', () => {
    const annulment = decision('annul', { decidedOn: '2026-05-01', annuls: id });
    const higher = decision('annul', { decidedOn: '2026-09-01', annuls: annulment.decisionId });
    expect(of(annulment)?.at).toBeUndefined();
    expect(of(annulment, higher)?.legallyFinalOn).toBe('2026-02-24');
  });

  it('becomes final on its day where its revocation is revoked by then', () => {
    const revocation = decision('revoke', { decidedOn: '2026-02-10', revokes: id });
    const again = (day: string) =>
      decision('revoke', {
        decidedOn: '2026-02-11',
        revokes: revocation.decisionId,
        fromAndIncluding: day,
      });
    expect(of(revocation, again('2026-02-24'))?.legallyFinalOn).toBe('2026-02-24');
    expect(of(revocation, again('2026-02-25'))?.legallyFinalOn).toBeUndefined();
  });
});

describe('a day that the source states', () => {
  it('counts for the notice that it comes with, not for a later one', () => {
    const first = notice('2026-02-03', '2026-02-05', '2026-02-27');
    const later = notice('2026-03-02', '2026-03-05');
    expect(of(first)?.legallyFinalOn).toBe('2026-02-27');
    expect(of(first, later)).toMatchObject({
      noticePostedOn: '2026-03-02',
      legallyFinalOn: '2026-03-24',
    });
  });
});
