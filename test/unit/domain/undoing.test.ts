import { describe, expect, it } from 'vitest';
import type { Decision } from '#shared/domain/decision.ts';
import { timeline } from '#shared/domain/timeline.ts';
import { calendar, decision, draft, entered, startOf } from '../../support/histories.ts';

const of = (...decisions: Decision[]) => timeline(draft(), decisions, calendar);
const reason = (whole: ReturnType<typeof timeline>, { decisionId }: Decision) =>
  whole.withoutEffect.get(decisionId);

const adopted = decision('adopt', { decidedOn: '2026-01-12', documentVersion: 1 });
const statuses = (...decisions: Decision[]) =>
  of(...decisions).document.map(({ status }) => status);

describe('an undoing', () => {
  const repeal = decision('repeal', { decidedOn: '2026-03-02', fromAndIncluding: '2026-04-01' });
  const annulment = decision('annul', { decidedOn: '2026-05-01', annuls: repeal.decisionId });
  const revoke = (revokes: string, decidedOn: string, facts = {}) =>
    decision('revoke', { decidedOn, revokes, ...facts });

  it('of what is annulled already is refused, by the annulment', () => {
    const late = revoke(repeal.decisionId, '2026-06-01');
    expect(reason(of(adopted, repeal, annulment, late), late)).toEqual({
      reason: 'already_undone',
      because: annulment.decisionId,
    });
  });

  it('has nothing to undo that was recorded after it, or never', () => {
    const early = {
      ...revoke(repeal.decisionId, '2026-06-01'),
      recordedAt: '2026-01-01T00:00:00.000Z',
    };
    expect(reason(of(adopted, repeal, early), early)).toEqual({ reason: 'not_on_record' });
    const stray = decision('annul', { decidedOn: '2026-06-01', annuls: 'nowhere' });
    expect(reason(of(adopted, stray), stray)).toEqual({ reason: 'not_on_record' });
  });

  it('of itself, as a corrected record might say, is of nothing on record', () => {
    const { decisionId: corrects } = repeal;
    for (const record of [
      { kind: 'revoke', revokes: corrects } as const,
      { kind: 'annul', annuls: corrects } as const,
    ]) {
      const { decidedOn, decidedBy, recipients } = repeal;
      const facts = { ...record, decidedOn, decidedBy, recipients };
      const correction = entered({ kind: 'correct', corrects, record: facts }, '2026-06-01');
      const whole = of(adopted, repeal, correction);
      expect(reason(whole, repeal)).toEqual({ reason: 'not_on_record' });
      expect(whole.undone.size).toBe(0);
      expect(whole.document.map(({ status }) => status)).toEqual(['draft', 'inForce']);
    }
  });

  it('from an earlier day takes over from the later one that was recorded first', () => {
    const later = revoke(repeal.decisionId, '2026-05-01', { fromAndIncluding: '2026-09-01' });
    const earlier = revoke(repeal.decisionId, '2026-05-02', { fromAndIncluding: '2026-06-01' });
    const whole = of(adopted, repeal, later, earlier);
    expect(whole.document.slice(-2)).toMatchObject([
      { status: 'repealed' },
      { status: 'inForce', from: startOf('2026-06-01'), decisionId: earlier.decisionId },
    ]);
    expect(whole.undone.get(repeal.decisionId)).toMatchObject([
      { decisionId: earlier.decisionId, from: startOf('2026-06-01'), to: startOf('2026-09-01') },
      { decisionId: later.decisionId, from: startOf('2026-09-01'), to: null },
    ]);
    expect(whole.withoutEffect.size).toBe(0);
  });

  it('takes a decision out at the very instant of its effect', () => {
    const same = revoke(repeal.decisionId, '2026-03-10', { fromAndIncluding: '2026-04-01' });
    expect(statuses(adopted, repeal, same)).toEqual(['draft', 'inForce']);
    const dayAfter = revoke(repeal.decisionId, '2026-03-10', { fromAndIncluding: '2026-04-02' });
    expect(of(adopted, repeal, dayAfter).document.slice(-2)).toMatchObject([
      { status: 'repealed', from: startOf('2026-04-01'), to: startOf('2026-04-02') },
      { status: 'inForce', decisionId: dayAfter.decisionId },
    ]);
  });

  it('from the day of another decision leaves no moment between the two', () => {
    const suspended = decision('suspend', { decidedOn: '2026-02-02' });
    const resumes = revoke(suspended.decisionId, '2026-02-16', { fromAndIncluding: '2026-04-01' });
    expect(of(adopted, suspended, repeal, resumes).document.slice(-2)).toMatchObject([
      { status: 'suspended', from: startOf('2026-02-02'), to: startOf('2026-04-01') },
      { status: 'repealed', from: startOf('2026-04-01'), decisionId: repeal.decisionId },
    ]);
  });

  it('is the cause of what it gives back, also beside one that is undone from the same day', () => {
    const suspended = decision('suspend', { decidedOn: '2026-02-02' });
    const from = { fromAndIncluding: '2026-06-01' };
    const cause = revoke(repeal.decisionId, '2026-05-01', from);
    const idle = revoke(suspended.decisionId, '2026-05-02', from);
    const undoesIdle = revoke(idle.decisionId, '2026-05-03', from);
    expect(of(adopted, suspended, repeal, cause, idle, undoesIdle).document.at(-1)).toMatchObject({
      status: 'suspended',
      from: startOf('2026-06-01'),
      decisionId: cause.decisionId,
    });
  });

  it('leaves without effect what would have had it from the same instant on', () => {
    const amended = decision('amend', {
      decidedOn: '2026-02-02',
      documentVersion: 2,
      fromAndIncluding: '2026-06-01',
    });
    const revoked = (fromAndIncluding: string) =>
      reason(
        of(adopted, amended, revoke(adopted.decisionId, '2026-05-01', { fromAndIncluding })),
        amended,
      );
    expect(revoked('2026-06-01')).toEqual({ reason: 'nothing_to_amend' });
    expect(revoked('2026-06-02')).toBeUndefined();
  });

  it('that begins in a month says so', () => {
    const inJune = revoke(repeal.decisionId, '2026-05-01', { fromAndIncluding: '2026-06' });
    expect(of(adopted, repeal, inJune).document.at(-1)).toMatchObject({ precision: 'month' });
  });

  it('with a date that does not exist in the zone undoes nothing, and says why', () => {
    const never = revoke(repeal.decisionId, '2026-03-10', {
      fromAndIncluding: '2026-03-29T02:30:00[Europe/Stockholm]',
    });
    const whole = of(adopted, repeal, never);
    expect(reason(whole, never)).toEqual({ reason: 'nonexistent_local_time' });
    expect(whole.document.at(-1)?.status).toBe('repealed');
  });
});

describe('a correction', () => {
  it('of nothing, or of what was recorded after it, is not on record', () => {
    const correct = (corrects: string, recordedAt: string): Decision => ({
      kind: 'correct',
      corrects,
      decisionId: 'correction',
      recordedAt,
      recordedBy: 'registrar',
    });
    for (const one of [
      correct('nowhere', '2027-01-01T00:00:00.000Z'),
      correct(adopted.decisionId, '2020-01-01T00:00:00.000Z'),
    ]) {
      const whole = of(adopted, one);
      expect(reason(whole, one)).toEqual({ reason: 'not_on_record' });
      expect(whole.document.at(-1)?.status).toBe('inForce');
    }
  });

  it('keeps the id, the time and the author of the record that it sets right', () => {
    const { decisionId, recordedAt, recordedBy, ...facts } = adopted;
    const correction: Decision = {
      kind: 'correct',
      corrects: decisionId,
      record: { ...facts, section: '§ 1' },
      decisionId: 'correction',
      recordedAt: '2027-01-01T00:00:00.000Z',
      recordedBy: 'another',
    };
    expect(of({ ...adopted, groupId: 'group' }, correction).acts.get(decisionId)).toMatchObject({
      recordedAt,
      recordedBy,
      groupId: 'group',
      section: '§ 1',
    });
  });
});

describe('two revocations from one day, by two parties', () => {
  it('are each the cause of what changes for its own party', () => {
    const adoptions = ['alingsas', 'boras'].map((party) =>
      decision('adopt', { decidedOn: '2026-01-12', party }),
    );
    const revocations = adoptions.map(({ decisionId }) =>
      decision('revoke', { decidedOn: '2026-05-04', revokes: decisionId }),
    );
    const { parties } = timeline(draft('perParty'), [...adoptions, ...revocations], calendar);
    expect(['alingsas', 'boras'].map((id) => parties.get(id)?.at(-1)?.decisionId)).toEqual(
      revocations.map(({ decisionId }) => decisionId),
    );
  });
});
