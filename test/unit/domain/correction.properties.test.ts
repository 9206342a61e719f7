import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decision, DecisionFacts } from '#shared/domain/decision.ts';
import type { Document } from '#shared/domain/document.ts';
import { knownBy } from '#shared/domain/known.ts';
import { timeline } from '#shared/domain/timeline.ts';
import { anyDecision, anyDecisions, calendar, draft, entered } from '../../support/histories.ts';

/** A history, one decision of it that is no correction, and what should have been recorded in its place. */
const mistaken = fc
  .constantFrom(draft('common'), draft('perParty'))
  .chain((document) =>
    fc.tuple(
      fc.constant(document),
      anyDecisions(document.adoption, { minLength: 1, maxLength: 10 }),
      anyDecision(document.adoption),
      fc.nat(),
    ),
  )
  .map(([document, decisions, right, drawn]) => {
    const wrong = decisions.filter(({ kind }) => kind !== 'correct');
    return { document, decisions, right, target: wrong[drawn % wrong.length] };
  });

const runs = { numRuns: 200 };

/** All that a timeline says, but for the marks of what was corrected. */
const amountsTo = (document: Document, decisions: readonly Decision[]) => {
  const { corrected: _corrected, ...rest } = timeline(document, decisions, calendar);
  return rest;
};

const factsOf = (decision: Decision): DecisionFacts => {
  const { decisionId: _id, recordedAt: _at, recordedBy: _by, groupId: _group, ...facts } = decision;
  return facts;
};

describe('a corrected record', () => {
  it('amounts to the record as it should have been', () => {
    fc.assert(
      fc.property(mistaken, ({ document, decisions, right, target }) => {
        fc.pre(target !== undefined && right.kind !== 'correct');
        const facts = factsOf(right);
        if (target === undefined || facts.kind === 'correct') return;
        const { decisionId: corrects, recordedAt, recordedBy } = target;
        const correction = entered({ kind: 'correct', corrects, record: facts }, '2030-01-01');
        const before = withoutCorrectionsOf(decisions, corrects);
        const shouldBe = before.map((one) =>
          one === target ? { ...facts, decisionId: corrects, recordedAt, recordedBy } : one,
        );
        expect(amountsTo(document, [...before, correction])).toEqual(amountsTo(document, shouldBe));
        expect(amountsTo(document, [...decisions, correction]).document).toEqual(
          amountsTo(document, shouldBe).document,
        );
      }),
      runs,
    );
  });

  it('amounts, struck, to a record without it', () => {
    fc.assert(
      fc.property(mistaken, ({ document, decisions, target }) => {
        fc.pre(target !== undefined);
        if (target === undefined) return;
        const corrects = target.decisionId;
        const strike = entered({ kind: 'correct', corrects }, '2030-01-01');
        const before = withoutCorrectionsOf(decisions, corrects);
        const without = before.filter((one) => one !== target);
        expect(amountsTo(document, [...before, strike])).toEqual(amountsTo(document, without));
      }),
      runs,
    );
  });

  it('changes nothing of what was known before the correction', () => {
    fc.assert(
      fc.property(mistaken, ({ document, decisions, target }) => {
        fc.pre(target !== undefined);
        if (target === undefined) return;
        const strike = entered({ kind: 'correct', corrects: target.decisionId }, '2030-01-01');
        const then = knownBy(document, [...decisions, strike], '2030-01-01T11:59:59.999Z');
        expect(timeline(document, then.decisions, calendar)).toEqual(
          timeline(document, decisions, calendar),
        );
        const now = knownBy(document, [...decisions, strike], '2030-01-01T12:00:00.000Z');
        expect(now.decisions).toHaveLength(decisions.length + 1);
      }),
      runs,
    );
  });
});

const withoutCorrectionsOf = (decisions: readonly Decision[], id: string): Decision[] =>
  decisions.filter((one) => one.kind !== 'correct' || one.corrects !== id);
