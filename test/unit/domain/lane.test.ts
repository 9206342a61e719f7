import { describe, expect, it } from 'vitest';
import type { Decision } from '#shared/domain/decision.ts';
import { statusAt, timeline } from '#shared/domain/timeline.ts';
import { calendar, decision, draft, startOf, step } from '../../support/histories.ts';

const of = (...decisions: Decision[]) => timeline(draft(), decisions, calendar);
const ofParties = (...decisions: Decision[]) => timeline(draft('perParty'), decisions, calendar);
const reason = (whole: ReturnType<typeof timeline>, { decisionId }: Decision) =>
  whole.withoutEffect.get(decisionId);

const adopted = decision('adopt', { decidedOn: '2026-01-12', documentVersion: 1 });
const suspended = decision('suspend', { decidedOn: '2026-03-02' });
const resumed = decision('resume', { decidedOn: '2026-05-04' });
const statuses = (...decisions: Decision[]) =>
  of(...decisions).document.map(({ status }) => status);

describe('a suspension', () => {
  it('holds from its first millisecond to the resumption', () => {
    const whole = of(adopted, suspended, resumed);
    const [from, to] = [startOf('2026-03-02'), startOf('2026-05-04')];
    const seen = [step(from, -1), from, step(to, -1), to].map((at) => statusAt(whole, at).status);
    expect(seen).toEqual(['inForce', 'suspended', 'suspended', 'inForce']);
  });

  it('has nothing to suspend before the first day in force, and nothing in a draft', () => {
    const coming = decision('adopt', { decidedOn: '2026-01-12', fromAndIncluding: '2026-06-01' });
    expect(reason(of(coming, suspended), suspended)).toEqual({ reason: 'nothing_to_suspend' });
    expect(reason(of(suspended), suspended)).toEqual({ reason: 'nothing_to_suspend' });
  });

  it('is refused where it is suspended already, by the decision that did it', () => {
    const again = decision('suspend', { decidedOn: '2026-04-01' });
    expect(reason(of(adopted, suspended, again), again)).toEqual({
      reason: 'already_suspended',
      because: suspended.decisionId,
    });
  });

  it('is refused after an end, by the decision that ended it', () => {
    const repeal = decision('repeal', { decidedOn: '2026-02-01' });
    expect(reason(of(adopted, repeal, suspended), suspended)).toEqual({
      reason: 'already_ended',
      because: repeal.decisionId,
    });
  });

  it('stays over an amendment, and over another last day', () => {
    const amended = decision('amend', { decidedOn: '2026-04-01', documentVersion: 2 });
    expect(of(adopted, suspended, amended).document.at(-1)).toMatchObject({
      status: 'suspended',
      version: 2,
      from: startOf('2026-04-01'),
    });
    const period = decision('adopt', {
      decidedOn: '2026-01-12',
      throughAndIncluding: '2026-06-30',
    });
    const longer = decision('extend', {
      decidedOn: '2026-04-01',
      throughAndIncluding: '2026-12-31',
    });
    expect(of(period, suspended, longer).document.slice(-2)).toMatchObject([
      { status: 'suspended' },
      { status: 'expired', from: startOf('2027-01-01'), decisionId: longer.decisionId },
    ]);
  });

  it('ends by another adoption', () => {
    const anew = decision('adopt', { decidedOn: '2026-06-01', documentVersion: 2 });
    expect(statuses(adopted, suspended, anew)).toEqual([
      'draft',
      'inForce',
      'suspended',
      'inForce',
    ]);
  });
});

describe('a resumption', () => {
  it('is refused in a draft, in force, and after an end', () => {
    const repeal = decision('repeal', { decidedOn: '2026-04-01' });
    expect(reason(of(resumed), resumed)).toEqual({ reason: 'nothing_to_resume' });
    expect(reason(of(adopted, resumed), resumed)).toEqual({ reason: 'nothing_to_resume' });
    expect(reason(of(adopted, suspended, repeal, resumed), resumed)).toEqual({
      reason: 'already_ended',
      because: repeal.decisionId,
    });
  });

  it('keeps the version, and the last day', () => {
    const period = decision('adopt', {
      decidedOn: '2026-01-12',
      documentVersion: 3,
      throughAndIncluding: '2026-06-30',
    });
    expect(of(period, suspended, resumed).document.slice(-2)).toMatchObject([
      { status: 'inForce', version: 3, decisionId: resumed.decisionId },
      { status: 'expired', from: startOf('2026-07-01') },
    ]);
  });

  it('has no effect where its suspension is annulled, and has where that is annulled', () => {
    const annulment = decision('annul', { decidedOn: '2026-06-01', annuls: suspended.decisionId });
    const whole = of(adopted, suspended, resumed, annulment);
    expect(whole.document.map(({ status }) => status)).toEqual(['draft', 'inForce']);
    expect(reason(whole, resumed)).toEqual({ reason: 'nothing_to_resume' });
    const higher = decision('annul', { decidedOn: '2026-07-01', annuls: annulment.decisionId });
    expect(of(adopted, suspended, resumed, annulment, higher).withoutEffect.size).toBe(0);
  });
});

describe('a suspension among parties', () => {
  const byParty = (party: string, facts = {}) =>
    decision('adopt', { decidedOn: '2026-01-12', party, ...facts });
  const [first, other] = [byParty('alingsas'), byParty('boras')];
  const suspend = (party: string, decidedOn: string) => decision('suspend', { decidedOn, party });

  it('of one leaves the document in force by the other', () => {
    const one = suspend('alingsas', '2026-03-02');
    const whole = ofParties(first, other, one);
    expect(statusAt(whole, startOf('2026-03-02'), 'alingsas').status).toBe('suspended');
    expect(statusAt(whole, startOf('2026-03-02')).status).toBe('inForce');
  });

  it('of all suspends the document from the last of them, even where another waits for its day', () => {
    const coming = byParty('region', { fromAndIncluding: '2027-01-01' });
    const [one, two] = [suspend('alingsas', '2026-03-02'), suspend('boras', '2026-04-01')];
    const whole = ofParties(first, other, coming, one, two);
    expect(statusAt(whole, step(startOf('2026-04-01'), -1)).status).toBe('inForce');
    expect(statusAt(whole, startOf('2026-04-01')).status).toBe('suspended');
    expect(statusAt(whole, startOf('2027-01-01')).status).toBe('inForce');
  });

  it('in common takes those in force, and is refused where none is', () => {
    const forAll = decision('suspend', { decidedOn: '2026-03-02' });
    const whole = ofParties(first, forAll);
    expect(whole.withoutEffect.size).toBe(0);
    expect(statusAt(whole, startOf('2026-03-02'), 'boras').status).toBe('notDecided');
    expect(statusAt(whole, startOf('2026-03-02')).status).toBe('suspended');
    expect(reason(ofParties(forAll), forAll)).toEqual({ reason: 'nothing_to_suspend' });
  });
});
