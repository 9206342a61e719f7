import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundariesOf } from '#shared/domain/boundary.ts';
import { type Decision, isAct, targetOf } from '#shared/domain/decision.ts';
import type { Interval } from '#shared/domain/interval.ts';
import { statusAt, timeline } from '#shared/domain/timeline.ts';
import { anyDecisions, calendar, draft, step, stockholm } from '../../support/histories.ts';

const subject = fc.constantFrom(draft('common'), draft('perParty'));

/** Any set of decisions, whether or not they would have been admitted. */
const anyHistory = subject.chain((document) =>
  fc.tuple(fc.constant(document), anyDecisions(document.adoption, { maxLength: 12 })),
);

const laneOf = ({ document, parties }: ReturnType<typeof timeline>): (readonly Interval[])[] => [
  document,
  ...parties.values(),
];

describe('the timeline of any set of decisions', () => {
  it('covers all time without gap or overlap, each change being a change', () => {
    fc.assert(
      fc.property(anyHistory, ([document, decisions]) => {
        for (const intervals of laneOf(timeline(document, decisions, calendar))) {
          expect(intervals[0]?.from).toBeNull();
          expect(intervals.at(-1)?.to).toBeNull();
          for (const [index, { from, status, version }] of intervals.entries()) {
            const before = intervals[index - 1];
            if (before === undefined || from === null) continue;
            expect(before.to).toBe(from);
            expect((before.from ?? '') < from).toBe(true);
            expect([before.status, before.version]).not.toEqual([status, version]);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is half-open at every boundary, to the millisecond', () => {
    fc.assert(
      fc.property(anyHistory, ([document, decisions]) => {
        const whole = timeline(document, decisions, calendar);
        for (const { at, party, from, to } of boundariesOf(whole, stockholm, calendar)) {
          expect(statusAt(whole, step(at, -1), party).status).toBe(from);
          expect(statusAt(whole, at, party).status).toBe(to);
        }
      }),
    );
  });

  it('does not depend on the order in which the decisions are given', () => {
    const shuffled = anyHistory.chain(([document, decisions]) =>
      fc.tuple(
        fc.constant(document),
        fc.constant(decisions),
        fc.shuffledSubarray(decisions, { minLength: decisions.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([document, decisions, other]) => {
        expect(timeline(document, other, calendar)).toEqual(
          timeline(document, decisions, calendar),
        );
      }),
    );
  });

  it('does not depend on when decisions of different days were recorded', () => {
    const distinct = anyHistory.map(([document, decisions]) => {
      const acts = decisions.filter(isAct).filter(({ kind }) => kind !== 'setDate');
      const sovereign = acts.filter((act) => targetOf(act) === undefined);
      const days = new Map(sovereign.map((act) => [act.decidedOn, act]));
      return [document, [...days.values()]] as const;
    });
    fc.assert(
      fc.property(distinct, ([document, decisions]) => {
        const recordedElsewhen = decisions.map(
          (decision): Decision => ({ ...decision, recordedAt: '2030-01-01T00:00:00.000Z' }),
        );
        const [one, other] = [decisions, recordedElsewhen].map((all) =>
          timeline(document, all, calendar),
        );
        expect(other?.document).toEqual(one?.document);
        expect(other?.parties).toEqual(one?.parties);
        expect(other?.withoutEffect).toEqual(one?.withoutEffect);
      }),
    );
  });

  it('stays as it is without the decisions that have no effect', () => {
    fc.assert(
      fc.property(anyHistory, ([document, decisions]) => {
        const whole = timeline(document, decisions, calendar);
        const effective = decisions.filter(
          ({ decisionId }) => !whole.withoutEffect.has(decisionId),
        );
        expect(timeline(document, effective, calendar).document).toEqual(whole.document);
      }),
    );
  });
});
