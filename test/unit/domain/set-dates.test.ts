import { describe, expect, it } from 'vitest';
import type { Decision } from '#shared/domain/decision.ts';
import { statusAt, timeline } from '#shared/domain/timeline.ts';
import { calendar, decision, draft, entered, startOf, step } from '../../support/histories.ts';

const of = (...decisions: Decision[]) => timeline(draft(), decisions, calendar);
const ofParties = (...decisions: Decision[]) => timeline(draft('perParty'), decisions, calendar);

const setDate = (setsDateOf: string, fromAndIncluding: string, decidedOn = '2026-02-02') =>
  decision('setDate', { decidedOn, setsDateOf, fromAndIncluding });

describe('a decision that awaits its date', () => {
  const adopted = decision('adopt', {
    decidedOn: '2026-01-12',
    takesEffectWhen: 'other',
    wording: 'när avtalet är undertecknat',
    documentVersion: 1,
  });
  const id = adopted.decisionId;

  it('is adopted and never in force by itself', () => {
    const whole = of(adopted);
    expect(statusAt(whole, '2100-01-01T00:00:00.000Z').status).toBe('adopted');
    expect(whole.awaiting).toEqual([{ decisionId: id, kind: 'adopt', condition: 'other' }]);
  });

  it('is in force from the date that is set, to the millisecond, and awaits nothing', () => {
    const whole = of(adopted, setDate(id, '2026-03-01'));
    const from = startOf('2026-03-01');
    expect(statusAt(whole, step(from, -1)).status).toBe('adopted');
    expect(statusAt(whole, from)).toMatchObject({ status: 'inForce', version: 1, decisionId: id });
    expect(whole.awaiting).toEqual([]);
    expect(whole.acts.get(id)).not.toHaveProperty('takesEffectWhen');
  });

  it('keeps the date that was set first', () => {
    const [first, second] = [setDate(id, '2026-03-01'), setDate(id, '2026-04-01', '2026-02-03')];
    const whole = of(adopted, first, second);
    expect(whole.document.at(-1)?.from).toBe(startOf('2026-03-01'));
    expect(whole.withoutEffect.get(second.decisionId)).toEqual({
      reason: 'date_already_known',
      because: first.decisionId,
    });
  });

  it('has no date from a setting that was recorded before it', () => {
    const early = { ...setDate(id, '2026-03-01'), recordedAt: '2026-01-01T00:00:00.000Z' };
    const whole = of(adopted, early);
    expect(whole.awaiting).toHaveLength(1);
    expect(whole.withoutEffect.has(early.decisionId)).toBe(true);
  });

  it('awaits a date for the repeal, which changes nothing meanwhile', () => {
    const inForce = decision('adopt', { decidedOn: '2026-01-12' });
    const repeal = decision('repeal', { decidedOn: '2026-02-02', takesEffectWhen: 'legallyFinal' });
    expect(of(inForce, repeal).document.at(-1)?.status).toBe('inForce');
    const dated = of(inForce, repeal, setDate(repeal.decisionId, '2026-05-01', '2026-03-01'));
    expect(dated.document.at(-1)).toMatchObject({
      status: 'repealed',
      from: startOf('2026-05-01'),
      decisionId: repeal.decisionId,
    });
  });

  it('is not listed as awaiting where it only proposes', () => {
    const proposed = decision('propose', { decidedOn: '2026-01-12', takesEffectWhen: 'other' });
    expect(of(proposed).awaiting).toEqual([]);
  });
});

describe('a date for what awaits none', () => {
  const dated = decision('adopt', { decidedOn: '2026-01-12' });
  const reasonOf = (...decisions: Decision[]) => {
    const setting = decisions.at(-1);
    return of(...decisions).withoutEffect.get(setting?.decisionId ?? '')?.reason;
  };

  it('is refused for a decision that has one', () => {
    expect(reasonOf(dated, setDate(dated.decisionId, '2026-03-01'))).toBe('date_already_known');
  });

  it('is refused for what is not on record', () => {
    expect(reasonOf(dated, setDate('nowhere', '2026-03-01'))).toBe('not_on_record');
  });

  it('is refused for a decision that is undone', () => {
    const awaits = decision('adopt', { decidedOn: '2026-01-12', takesEffectWhen: 'legallyFinal' });
    const annulment = decision('annul', { decidedOn: '2026-01-20', annuls: awaits.decisionId });
    expect(reasonOf(awaits, annulment, setDate(awaits.decisionId, '2026-03-01'))).toBe(
      'already_undone',
    );
  });

  it('is refused by a condition on which nothing waits', () => {
    const forAll = decision('setDate', {
      decidedOn: '2026-02-02',
      whenMet: 'allPartiesAdopted',
      fromAndIncluding: '2026-03-01',
    });
    expect(reasonOf(dated, forAll)).toBe('nothing_awaits');
  });
});

describe('what waits for all parties', () => {
  const byParty = (party: string, decidedOn: string, facts = {}) =>
    decision('adopt', { decidedOn, party, takesEffectWhen: 'allPartiesAdopted', ...facts });
  const three = [
    byParty('alingsas', '2026-01-12'),
    byParty('boras', '2026-02-02'),
    byParty('region', '2026-03-02'),
  ];
  const metAt = (...decisions: Decision[]) => ofParties(...decisions).awaiting[0]?.metAt;

  it('is met at the instant of the last adoption, not one short of it', () => {
    expect(metAt(...three.slice(0, 2))).toBeUndefined();
    expect(metAt(...three)).toBe(startOf('2026-03-02'));
  });

  it('is met by parties that have adopted in any way, also by one that is suspended', () => {
    const outright = decision('adopt', { decidedOn: '2026-01-12', party: 'alingsas' });
    const suspended = decision('suspend', { decidedOn: '2026-02-16', party: 'alingsas' });
    expect(metAt(...three.slice(1), outright, suspended)).toBe(startOf('2026-03-02'));
  });

  it('is not met where one party has left before the last has come', () => {
    const leaves = decision('repeal', { decidedOn: '2026-02-10', party: 'alingsas' });
    expect(metAt(...three, leaves)).toBeUndefined();
  });

  it('is met again where what unmade it is annulled', () => {
    const leaves = decision('repeal', { decidedOn: '2026-02-10', party: 'alingsas' });
    const annulment = decision('annul', { decidedOn: '2026-04-01', annuls: leaves.decisionId });
    expect(metAt(...three, leaves, annulment)).toBe(startOf('2026-03-02'));
  });

  it('has one date for all, and none for one that is recorded after it', () => {
    const forAll = decision('setDate', {
      decidedOn: '2026-03-10',
      whenMet: 'allPartiesAdopted',
      fromAndIncluding: '2026-05-01',
    });
    const whole = ofParties(...three, forAll);
    for (const party of ['alingsas', 'boras', 'region']) {
      expect(statusAt(whole, startOf('2026-05-01'), party).status).toBe('inForce');
    }
    const repeal = decision('repeal', {
      decidedOn: '2026-06-01',
      takesEffectWhen: 'allPartiesAdopted',
    });
    expect(ofParties(...three, forAll, repeal).awaiting).toMatchObject([
      { decisionId: repeal.decisionId },
    ]);
  });
});

describe('what waits for finality', () => {
  it('is met when it is final, and not while it is appealed', () => {
    const adopted = decision('adopt', {
      decidedOn: '2026-02-02',
      noticePostedOn: '2026-02-02',
      takesEffectWhen: 'legallyFinal',
    });
    expect(of(adopted).awaiting[0]?.metAt).toBe(startOf('2026-02-24'));
    const appeal = entered(
      { kind: 'appeal', appeals: adopted.decisionId, lodgedOn: '2026-02-10' },
      '2026-02-10',
    );
    expect(of(adopted, appeal).awaiting[0]?.metAt).toBeUndefined();
  });
});
