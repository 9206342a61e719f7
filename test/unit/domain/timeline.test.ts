import { describe, expect, it } from 'vitest';
import { boundariesOf, nextChange } from '#shared/domain/boundary.ts';
import type { Decision } from '#shared/domain/decision.ts';
import { statusAt, timeline } from '#shared/domain/timeline.ts';
import { calendar, decision, draft, startOf, step, stockholm } from '../../support/histories.ts';

const common = draft();
const perParty = draft('perParty');
const of = (...decisions: Decision[]) => timeline(common, decisions, calendar);
const ofParties = (...decisions: Decision[]) => timeline(perParty, decisions, calendar);

describe('a document adopted until further notice', () => {
  const adopted = decision('adopt', { decidedOn: '2020-09-02', fromAndIncluding: '2020-10-01' });

  it('is a draft, adopted from the decision date, and in force from its first day', () => {
    expect(of(adopted).document).toMatchObject([
      { status: 'draft', from: null, to: startOf('2020-09-02') },
      { status: 'adopted', from: startOf('2020-09-02'), to: startOf('2020-10-01') },
      { status: 'inForce', from: startOf('2020-10-01'), to: null },
    ]);
  });

  it('is repealed from and including the day, to the millisecond', () => {
    const history = of(
      adopted,
      decision('repeal', { decidedOn: '2026-05-29', fromAndIncluding: '2026-07-01' }),
    );
    const boundary = '2026-06-30T22:00:00.000Z';
    expect(statusAt(history, step(boundary, -1)).status).toBe('inForce');
    expect(statusAt(history, boundary).status).toBe('repealed');
    expect(statusAt(history, step(boundary, 1)).status).toBe('repealed');
  });

  it('is repealed at the same instant when the source says only the month', () => {
    const repeal = decision('repeal', { decidedOn: '2026-05-29', fromAndIncluding: '2026-07' });
    expect(of(adopted, repeal).document.at(-1)).toMatchObject({
      status: 'repealed',
      from: '2026-06-30T22:00:00.000Z',
      precision: 'month',
    });
  });

  it('never comes into force when it is repealed before its first day', () => {
    const repeal = decision('repeal', { decidedOn: '2020-09-15' });
    expect(of(adopted, repeal).document.map(({ status }) => status)).toEqual([
      'draft',
      'adopted',
      'repealed',
    ]);
  });

  it('comes into force again by another adoption after its end', () => {
    const repeal = decision('repeal', { decidedOn: '2021-03-01' });
    const again = decision('adopt', {
      decidedOn: '2021-05-01',
      fromAndIncluding: '2021-06-01',
      documentVersion: 2,
    });
    expect(of(adopted, repeal, again).document).toMatchObject([
      { status: 'draft' },
      { status: 'adopted' },
      { status: 'inForce' },
      { status: 'repealed', from: startOf('2021-03-01') },
      { status: 'adopted', from: startOf('2021-05-01'), version: 2 },
      { status: 'inForce', from: startOf('2021-06-01'), version: 2 },
    ]);
  });

  it('is repealed in between when the next adoption was decided after the repeal', () => {
    const repeal = decision('repeal', { decidedOn: '2026-01-10', fromAndIncluding: '2026-07-01' });
    const again = decision('adopt', { decidedOn: '2026-02-01', fromAndIncluding: '2026-09-01' });
    const history = of(adopted, repeal, again);
    expect(statusAt(history, startOf('2026-08-31')).status).toBe('repealed');
    expect(statusAt(history, startOf('2026-09-01')).status).toBe('inForce');
  });

  it('changes version by an amendment, not status', () => {
    const amended = decision('amend', { decidedOn: '2021-02-01', documentVersion: 2 });
    expect(of(adopted, amended).document.slice(-2)).toMatchObject([
      { status: 'inForce', to: startOf('2021-02-01') },
      { status: 'inForce', from: startOf('2021-02-01'), version: 2 },
    ]);
  });

  it('is replaced by another document', () => {
    const replaced = decision('replace', { decidedOn: '2022-01-01', replacedBy: 'other' });
    expect(of(adopted, replaced).document.at(-1)).toMatchObject({ status: 'replaced' });
  });
});

describe('a document adopted for a period', () => {
  const adopted = decision('adopt', {
    decidedOn: '2019-12-01',
    fromAndIncluding: '2020-01-01',
    throughAndIncluding: '2024-12',
  });

  it('is in force through its last day and expires when that day is over', () => {
    const history = of(adopted);
    expect(statusAt(history, step(startOf('2025-01-01'), -1)).status).toBe('inForce');
    expect(statusAt(history, startOf('2025-01-01'))).toMatchObject({
      status: 'expired',
      precision: 'month',
    });
  });

  it('is extended by a decision that takes effect on its last day', () => {
    const extended = decision('extend', {
      decidedOn: '2024-12-31',
      throughAndIncluding: '2025-06-30',
    });
    expect(of(adopted, extended).document.at(-1)).toMatchObject({
      status: 'expired',
      from: startOf('2025-07-01'),
    });
  });

  it('is not extended by a decision that takes effect the day after', () => {
    const late = decision('extend', { decidedOn: '2025-01-01', throughAndIncluding: '2025-06-30' });
    const history = of(adopted, late);
    expect(history.withoutEffect.get(late.decisionId)).toEqual({
      reason: 'already_ended',
      because: adopted.decisionId,
    });
    expect(history.document).toEqual(of(adopted).document);
  });

  it('passes into the next period without expiring', () => {
    const next = decision('adopt', { decidedOn: '2024-10-01', fromAndIncluding: '2025-01-01' });
    expect(of(adopted, next).document.map(({ status }) => status)).toEqual([
      'draft',
      'adopted',
      'inForce',
    ]);
  });
});

describe('a document until further notice', () => {
  it('has no last day to move', () => {
    const adopted = decision('adopt', { decidedOn: '2020-01-01' });
    const extended = decision('extend', {
      decidedOn: '2021-01-01',
      throughAndIncluding: '2022-12-31',
    });
    expect(of(adopted, extended).withoutEffect.get(extended.decisionId)?.reason).toBe(
      'no_last_day',
    );
  });
});

describe('a document that was only recommended', () => {
  const recommended = decision('recommend', { decidedOn: '2020-03-06' });

  it('is proposed, and never in force', () => {
    expect(of(recommended).document).toMatchObject([{ status: 'draft' }, { status: 'proposed' }]);
  });

  it('cannot be repealed', () => {
    const repeal = decision('repeal', { decidedOn: '2026-05-29' });
    expect(of(recommended, repeal).withoutEffect.get(repeal.decisionId)).toEqual({
      reason: 'nothing_to_repeal',
    });
  });
});

describe('the next change', () => {
  it('is the first boundary after the instant', () => {
    const adopted = decision('adopt', { decidedOn: '2020-09-02', fromAndIncluding: '2020-10-01' });
    const next = (instant: string) => nextChange(of(adopted), instant, stockholm, calendar);
    const entry = startOf('2020-10-01');
    expect(next(startOf('2020-09-02'))).toMatchObject({ at: entry, to: 'inForce' });
    expect(next(step(entry, -1))).toMatchObject({ at: entry });
    expect(next(entry)).toBeUndefined();
  });
});

describe('decisions that meet at one instant', () => {
  it.each([
    ['§ 9', '§ 10'],
    ['§9', '§ 10'],
    ['§ 9', '§10'],
    ['9 §', '§ 10'],
    ['§ 9', '§ 9 a'],
  ])('count in the order of their sections, %s before %s', (first, second) => {
    const adopted = { decidedOn: '2020-09-02', section: first, documentVersion: 1 };
    const amended = { decidedOn: '2020-09-02', section: second, documentVersion: 2 };
    const [ninth, tenth] = [decision('adopt', adopted), decision('amend', amended)];
    expect(of(tenth, ninth).document.at(-1)).toMatchObject({ status: 'inForce', version: 2 });
  });
});

describe('a document that each party adopts', () => {
  const alingsas = decision('adopt', { decidedOn: '2020-09-02', party: 'alingsas' });
  const repeal = decision('repeal', { decidedOn: '2026-05-29', fromAndIncluding: '2026-07-01' });

  it('is in force while any party is, and others have not decided', () => {
    const history = ofParties(alingsas);
    expect(statusAt(history, startOf('2020-09-02')).status).toBe('inForce');
    expect(statusAt(history, startOf('2020-09-02'), 'alingsas').status).toBe('inForce');
    expect(statusAt(history, startOf('2026-01-01'), 'boras').status).toBe('notDecided');
  });

  it('ends for every party that has adopted by a common repeal', () => {
    const history = ofParties(alingsas, repeal);
    expect(statusAt(history, startOf('2026-07-01')).status).toBe('repealed');
    expect(statusAt(history, startOf('2026-07-01'), 'alingsas').status).toBe('repealed');
    expect(statusAt(history, startOf('2026-07-01'), 'boras').status).toBe('notDecided');
  });

  it('takes no adoption that begins at or after the common end', () => {
    const late = decision('adopt', {
      decidedOn: '2026-06-10',
      fromAndIncluding: '2026-08-01',
      party: 'boras',
    });
    expect(statusAt(ofParties(alingsas, repeal, late), startOf('2026-08-01'), 'boras').status).toBe(
      'repealed',
    );
    const later = decision('adopt', { decidedOn: '2026-07-01', party: 'boras' });
    expect(ofParties(alingsas, repeal, later).withoutEffect.get(later.decisionId)).toEqual({
      reason: 'after_common_end',
      because: repeal.decisionId,
    });
  });

  it('stays in force when one party leaves', () => {
    const boras = decision('adopt', { decidedOn: '2021-01-01', party: 'boras' });
    const leaves = decision('repeal', { decidedOn: '2022-01-01', party: 'alingsas' });
    const history = ofParties(alingsas, boras, leaves);
    expect(statusAt(history, startOf('2022-01-01')).status).toBe('inForce');
    expect(statusAt(history, startOf('2022-01-01'), 'alingsas').status).toBe('repealed');
  });

  it('lists the boundaries of the parties before its own at the same instant', () => {
    const boundaries = boundariesOf(ofParties(alingsas, repeal), stockholm, calendar);
    expect(boundaries.map(({ party, to }) => [party, to])).toEqual([
      ['alingsas', 'inForce'],
      [undefined, 'inForce'],
      ['alingsas', 'repealed'],
      [undefined, 'repealed'],
    ]);
    expect(boundaries.at(-1)?.validity).toEqual({
      fromAndIncluding: '2020-09-02',
      throughAndIncluding: '2026-06-30',
    });
  });
});
