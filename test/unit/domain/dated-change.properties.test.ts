import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundariesOf } from '#shared/domain/boundary.ts';
import { datedChanges, touchesEffect } from '#shared/domain/dated-change.ts';
import { timeline } from '#shared/domain/timeline.ts';
import { anyDecisions, calendar, draft, stockholm } from '../../support/histories.ts';

const anyHistory = fc
  .constantFrom(draft('common'), draft('perParty'))
  .chain((document) =>
    fc.tuple(fc.constant(document), anyDecisions(document.adoption, { maxLength: 12 })),
  );

const runs = { numRuns: 400 };

describe('the dated changes of any history, decision by decision', () => {
  it('keep every key, and lower no sequence', () => {
    fc.assert(
      fc.property(anyHistory, ([document, decisions]) => {
        for (let count = 1; count <= decisions.length; count++) {
          const before = datedChanges(document, decisions.slice(0, count - 1), calendar);
          const after = datedChanges(document, decisions.slice(0, count), calendar);
          expect(new Set(after.map(({ key }) => key)).size).toBe(after.length);
          expect(after.slice(0, before.length).map(({ key }) => key)).toEqual(
            before.map(({ key }) => key),
          );
          for (const [index, { sequence, boundary, cancelled, changedAt }] of before.entries()) {
            const now = after[index];
            expect(now?.sequence).toBeGreaterThanOrEqual(sequence);
            if (now?.sequence === sequence) {
              expect(now).toMatchObject({ boundary, cancelled, changedAt });
            }
          }
        }
      }),
      runs,
    );
  });

  it('leave standing exactly what the timeline says takes effect or ceases', () => {
    fc.assert(
      fc.property(anyHistory, ([document, decisions]) => {
        const standing = datedChanges(document, decisions, calendar).filter(
          ({ cancelled }) => !cancelled,
        );
        const whole = timeline(document, decisions, calendar);
        const wanted = boundariesOf(whole, stockholm, calendar).filter(({ from, to }) =>
          touchesEffect(from, to),
        );
        const said = (one: (typeof wanted)[number]) =>
          JSON.stringify([one.at, one.party, one.from, one.to, one.version, one.decisionId]);
        expect(standing.map(({ boundary }) => said(boundary)).toSorted()).toEqual(
          wanted.map(said).toSorted(),
        );
      }),
      runs,
    );
  });

  it('stay, and keep their days, when what is recorded changes nothing', () => {
    fc.assert(
      fc.property(anyHistory, ([document, decisions]) => {
        const idle = { ...recommendation, decisionId: 'idle' };
        const before = datedChanges(document, decisions, calendar);
        const after = datedChanges(document, [...decisions, idle], calendar);
        expect(after).toEqual(before);
      }),
      runs,
    );
  });
});

const recommendation = {
  kind: 'recommend',
  decidedOn: '2030-01-01',
  decidedBy: { organisation: 'Municipality', body: 'Board' },
  recipients: [],
  recordedAt: '2030-01-01T12:00:00.000Z',
  recordedBy: 'registrar',
} as const;
