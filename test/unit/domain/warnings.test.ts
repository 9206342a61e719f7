import { describe, expect, it } from 'vitest';
import { judge } from '#shared/domain/decide.ts';
import type { Decision } from '#shared/domain/decision.ts';
import type { Document } from '#shared/domain/document.ts';
import { warningsOf } from '#shared/domain/warnings.ts';
import { at, available, decision, draft, entered } from '../../support/histories.ts';

const noon = '2026-06-01T12:00:00.000Z';
const council = { organisation: 'Municipality', body: 'Council' };

/** Codes, with the other decision where there is one, of recording `one` at noon on the first of June. */
const warned = (
  before: readonly Decision[],
  one: Decision,
  { now = noon, document = draft() }: { now?: string; document?: Document } = {},
) => {
  const judged = judge({ document, decisions: before, version: available }, one, at(now));
  expect(judged.refusals).toEqual([]);
  return warningsOf(document, one, judged, at(now)).map(({ code, decisionId }) =>
    decisionId === undefined ? code : `${code} ${decisionId}`,
  );
};

const adopted = decision('adopt', { decidedOn: '2026-01-12', documentVersion: 1 });
const today = { decidedOn: '2026-06-01', recordedAt: noon };

describe('a decision as decisions mostly are', () => {
  it('is warned of nothing', () => {
    expect(warned([], decision('adopt', today))).toEqual([]);
    const repeal = decision('repeal', { ...today, fromAndIncluding: '2026-07-01' });
    expect(warned([adopted], repeal)).toEqual([]);
  });
});

describe('a decision with effect from a day that has passed', () => {
  const from = (fromAndIncluding: string, decidedOn = '2026-05-31') =>
    decision('repeal', { decidedOn, fromAndIncluding, recordedAt: noon });

  it('is retroactive from yesterday, not from today', () => {
    expect(warned([adopted], from('2026-05-31'))).toEqual(['retroactive']);
    expect(warned([adopted], from('2026-06-01'))).toEqual([]);
  });

  it('is effective before decided from the day before its decision', () => {
    expect(warned([adopted], from('2026-05-30'))).toEqual([
      'effective_before_decided',
      'retroactive',
    ]);
  });

  it('is said of no proposal', () => {
    const proposed = decision('propose', {
      ...today,
      fromAndIncluding: '2026-05-01',
    });
    expect(warned([], proposed)).toEqual([]);
  });
});

describe('a decision that awaits its date', () => {
  it('is warned of', () => {
    const awaits = decision('repeal', { ...today, takesEffectWhen: 'legallyFinal' });
    expect(warned([adopted], awaits)).toEqual(['awaits_date']);
  });

  it('is warned of where it gets one before its condition is known to be met', () => {
    const awaits = decision('repeal', {
      decidedOn: '2026-02-02',
      takesEffectWhen: 'legallyFinal',
    });
    const date = decision('setDate', {
      ...today,
      setsDateOf: awaits.decisionId,
      fromAndIncluding: '2026-07-01',
    });
    expect(warned([adopted, awaits], date)).toEqual(['condition_not_met']);
    const posted = entered(
      { kind: 'notice', noticeOf: awaits.decisionId, noticePostedOn: '2026-02-02' },
      '2026-02-02',
    );
    expect(warned([adopted, awaits, posted], date)).toEqual([]);
  });
});

describe('two decisions with effect from one day', () => {
  const amended = decision('amend', {
    decidedOn: '2026-05-01',
    documentVersion: 2,
    fromAndIncluding: '2026-07-01',
  });
  const repeal = decision('repeal', { ...today, fromAndIncluding: '2026-07' });

  it('are warned of, the other by its id', () => {
    expect(warned([adopted, amended], repeal)).toContain(`same_day ${amended.decisionId}`);
  });

  it('are not where the other is annulled, or of another party', () => {
    const annulment = decision('annul', { decidedOn: '2026-05-10', annuls: amended.decisionId });
    expect(warned([adopted, amended, annulment], repeal)).toEqual([]);
    const byParty = (party: string) => decision('adopt', { ...today, party });
    const document = draft('perParty');
    expect(warned([byParty('alingsas')], byParty('boras'), { document })).toEqual([]);
  });
});

describe('a body that has only recommended before', () => {
  const recommended = decision('recommend', { decidedOn: '2026-05-01' });

  it('is warned of when it decides, and not where it has decided before', () => {
    expect(warned([recommended], decision('adopt', today))).toEqual([
      `only_recommended_before ${recommended.decisionId}`,
    ]);
    const repeal = decision('repeal', { ...today, fromAndIncluding: '2026-07-01' });
    expect(warned([recommended, adopted], repeal)).toEqual([]);
  });

  it('is not warned of when it recommends again, nor when another body decides', () => {
    expect(warned([recommended], decision('recommend', today))).toEqual([]);
    expect(warned([recommended], decision('adopt', { ...today, decidedBy: council }))).toEqual([]);
  });
});

describe('a body that takes back what another one decided', () => {
  it('is warned of', () => {
    const revoke = { ...today, revokes: adopted.decisionId };
    expect(warned([adopted], decision('revoke', { ...revoke, decidedBy: council }))).toContain(
      `other_body ${adopted.decisionId}`,
    );
    expect(warned([adopted], decision('revoke', revoke))).toEqual([]);
  });
});

describe('a decision with effect after the end', () => {
  it('is warned of, from the day on which it has ended', () => {
    const repeal = decision('repeal', { decidedOn: '2026-02-02', fromAndIncluding: '2026-07-01' });
    const anew = (fromAndIncluding: string) =>
      decision('adopt', { ...today, fromAndIncluding, documentVersion: 1 });
    expect(warned([adopted, repeal], anew('2026-07-02'))).toEqual(['beyond_end']);
    expect(warned([adopted, repeal], anew('2026-06-30'))).toEqual([]);
  });
});

describe('a decision that leaves another one without effect', () => {
  it('is warned of, the other by its id', () => {
    const amended = decision('amend', { decidedOn: '2026-02-02', documentVersion: 2 });
    const annulment = decision('annul', { ...today, annuls: adopted.decisionId });
    expect(warned([adopted, amended], annulment)).toEqual([
      `takes_effect_from_other ${amended.decisionId}`,
    ]);
  });
});

describe('a stated date of finality that is not the computed one', () => {
  it('is warned of, by the decision or by a notice of it', () => {
    const stating = (legallyFinalOn: string) =>
      decision('adopt', { ...today, noticePostedOn: '2026-06-01', legallyFinalOn });
    expect(warned([], stating('2026-06-24'))).toEqual(['final_date_differs']);
    expect(warned([], stating('2026-06-23'))).toEqual([]);
    const notice = entered(
      {
        kind: 'notice',
        noticeOf: adopted.decisionId,
        noticePostedOn: '2026-06-01',
        legallyFinalOn: '2026-06-22',
      },
      '2026-06-01',
    );
    expect(warned([adopted], notice)).toEqual(['final_date_differs']);
  });
});

describe('a correction', () => {
  it('is warned of as the record that it puts in place', () => {
    const repeal = decision('repeal', { decidedOn: '2026-05-04', fromAndIncluding: '2026-07-01' });
    const correction = entered(
      {
        kind: 'correct',
        corrects: repeal.decisionId,
        record: {
          kind: 'repeal',
          decidedOn: '2026-05-04',
          decidedBy: council,
          recipients: [],
          fromAndIncluding: '2026-05-01',
        },
      },
      '2026-06-01',
    );
    expect(warned([adopted, repeal], correction)).toEqual([
      'effective_before_decided',
      'retroactive',
    ]);
  });
});

describe('what takes back, or sets right', () => {
  const repeal = decision('repeal', { decidedOn: '2026-03-02' });
  const revoke = (target: Decision, facts = {}) =>
    decision('revoke', { ...today, revokes: target.decisionId, ...facts });

  it('is not warned of the end that it is about', () => {
    expect(warned([adopted, repeal], revoke(repeal))).toEqual([]);
    const record = {
      kind: 'repeal',
      decidedOn: repeal.decidedOn,
      decidedBy: repeal.decidedBy,
      recipients: [],
      section: '§ 7',
    } as const;
    const correction = entered(
      { kind: 'correct', corrects: repeal.decisionId, record },
      '2026-06-01',
    );
    expect(warned([adopted, repeal], correction)).toEqual([]);
    const moved = entered(
      {
        kind: 'correct',
        corrects: repeal.decisionId,
        record: { ...record, fromAndIncluding: '2026-04-01' },
      },
      '2026-06-01',
    );
    expect(warned([adopted, repeal], moved)).toEqual(['retroactive']);
  });

  it('is not applied at once where nothing has come of its target yet', () => {
    const planned = decision('repeal', { decidedOn: '2026-03-02', fromAndIncluding: '2026-09-01' });
    const before = { decidedOn: '2026-05-01' };
    expect(warned([adopted, planned], revoke(planned, before))).toEqual([]);
    expect(warned([adopted, repeal], revoke(repeal, before))).toEqual(['retroactive']);
  });

  it('is warned of a date that comes before its condition, though that is foreseen', () => {
    const awaiting = decision('adopt', {
      ...today,
      noticePostedOn: '2026-06-01',
      takesEffectWhen: 'legallyFinal',
    });
    const setDate = decision('setDate', {
      ...today,
      setsDateOf: awaiting.decisionId,
      fromAndIncluding: '2026-06-02',
      recordedAt: '2026-06-01T12:00:00.001Z',
    });
    expect(warned([awaiting], setDate)).toEqual(['condition_not_met']);
  });
});
