import { describe, expect, it } from 'vitest';
import type { Decision } from '#shared/domain/decision.ts';
import { eventsOf } from '../../support/events.ts';
import { available, decision, draft, entered, startOf } from '../../support/histories.ts';

/** What each recording, in order, says that comes no more. */
const cancelledBy = (decisions: readonly Decision[]): unknown[] =>
  eventsOf(draft(), decisions, available)
    .filter(({ type }) => type === 'decision.recorded' || type === 'decision.corrected')
    .map(({ data }) => data.cancelled);

const adoption = decision('adopt', {
  decidedOn: '2020-01-10',
  documentVersion: 1,
  fromAndIncluding: '2020-06-01',
});
const repeal = decision('repeal', { decidedOn: '2020-02-10', fromAndIncluding: '2020-09-01' });
const [effect, end] = [startOf('2020-06-01'), startOf('2020-09-01')];

const takesEffect = { at: effect, from: 'adopted', to: 'inForce' };
const isRepealed = { at: end, from: 'inForce', to: 'repealed' };

describe('the event of a recording', () => {
  it('lists the coming changes that a revocation lets come no more', () => {
    const revocation = decision('revoke', { decidedOn: '2020-03-01', revokes: repeal.decisionId });
    expect(cancelledBy([adoption, repeal, revocation])).toEqual([
      undefined,
      undefined,
      [isRepealed],
    ]);
  });

  it('lists those of a record that is struck', () => {
    const correction = entered({ kind: 'correct', corrects: adoption.decisionId }, '2020-02-01');
    expect(cancelledBy([adoption, correction])).toEqual([undefined, [takesEffect]]);
  });

  it('lists those that come at another instant instead', () => {
    const earlier = decision('repeal', { decidedOn: '2020-03-01', fromAndIncluding: '2020-08-01' });
    expect(cancelledBy([adoption, repeal, earlier]).at(-1)).toEqual([isRepealed]);
  });

  it('lists a version in whose place another comes', () => {
    const amend = (decidedOn: string, documentVersion: number) =>
      decision('amend', { decidedOn, documentVersion, fromAndIncluding: '2020-07-01' });
    const decisions = [adoption, amend('2020-02-01', 2), amend('2020-02-02', 3)];
    const version = { at: startOf('2020-07-01'), from: 'inForce', to: 'inForce' };
    expect(cancelledBy(decisions).at(-1)).toEqual([version]);
  });

  it('lists nothing that still comes, of another version or by another decision', () => {
    const amendment = decision('amend', {
      decidedOn: '2020-02-15',
      documentVersion: 2,
      fromAndIncluding: '2020-07-01',
    });
    const sameRepeal = decision('repeal', {
      decidedOn: '2020-02-01',
      fromAndIncluding: '2020-09-01',
      recordedAt: '2020-03-01T12:00:00.000Z',
    });
    expect(cancelledBy([adoption, repeal, amendment, sameRepeal])).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
