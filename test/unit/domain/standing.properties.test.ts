import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundariesOf } from '#shared/domain/boundary.ts';
import { type Act, byRecording, type Decision, isAct } from '#shared/domain/decision.ts';
import type { Document } from '#shared/domain/document.ts';
import { resolveFrom } from '#shared/domain/effective-date.ts';
import { onRecord } from '#shared/domain/record.ts';
import { standing } from '#shared/domain/standing.ts';
import { statusAt, timeline } from '#shared/domain/timeline.ts';
import {
  anyDecisions,
  calendar,
  date,
  decision,
  draft,
  step,
  stockholm,
} from '../../support/histories.ts';

const anyHistory = fc
  .constantFrom(draft('common'), draft('perParty'))
  .chain((document) =>
    fc.tuple(
      fc.constant(document),
      anyDecisions(document.adoption, { minLength: 1, maxLength: 12 }),
    ),
  );

/** A history and one of its decisions. */
const aboutOne = anyHistory.chain(([document, decisions]) =>
  fc.tuple(fc.constant(document), fc.constant(decisions), fc.constantFrom(...decisions)),
);

const runs = { numRuns: 200 };

const lanesOf = (document: Document, decisions: readonly Decision[]) => {
  const { document: own, parties } = timeline(document, decisions, calendar);
  return { own, parties };
};

/** Recorded after everything that a random history holds. */
const later = (facts: Act, day: string): Act => ({ ...facts, recordedAt: `${day}T12:00:00.000Z` });

const revoke = (revokes: string, from: string, day: string) =>
  later(decision('revoke', { decidedOn: '2029-01-01', revokes, fromAndIncluding: from }), day);

const annul = (annuls: string, day: string) =>
  later(decision('annul', { decidedOn: '2029-01-01', annuls }), day);

describe('a decision that is undone', () => {
  it('leaves, annulled, what a history without it has', () => {
    fc.assert(
      fc.property(aboutOne, ([document, decisions, one]) => {
        const without = decisions.filter((other) => other !== one);
        const annulled = [...decisions, annul(one.decisionId, '2030-01-01')];
        fc.pre(isAct(one));
        expect(lanesOf(document, annulled)).toEqual(lanesOf(document, without));
      }),
      runs,
    );
  });

  it('is as before where the annulment of it is annulled', () => {
    fc.assert(
      fc.property(aboutOne, ([document, decisions, one]) => {
        const first = annul(one.decisionId, '2030-01-01');
        const undone = [...decisions, first, annul(first.decisionId, '2030-01-02')];
        expect(lanesOf(document, undone)).toEqual(lanesOf(document, decisions));
      }),
      runs,
    );
  });

  it('is as before where the revocation of it is revoked from the same day', () => {
    fc.assert(
      fc.property(aboutOne, date, ([document, decisions, one], day) => {
        const first = revoke(one.decisionId, day, '2030-01-01');
        const undone = [...decisions, first, revoke(first.decisionId, day, '2030-01-02')];
        expect(lanesOf(document, undone)).toEqual(lanesOf(document, decisions));
      }),
      runs,
    );
  });

  it('counts as before until the day of its revocation, and from that day as if it had never been', () => {
    fc.assert(
      fc.property(aboutOne, date, ([document, decisions, one], day) => {
        fc.pre(isAct(one));
        const revoked = timeline(
          document,
          [...decisions, revoke(one.decisionId, day, '2030-01-01')],
          calendar,
        );
        const before = timeline(document, decisions, calendar);
        const annulled = timeline(
          document,
          [...decisions, annul(one.decisionId, '2030-01-01')],
          calendar,
        );
        const from = calendar.startOfDay(day, stockholm);
        const last = step(from, -1);
        expect(seen(revoked, last)).toEqual(seen(before, last));
        expect(seen(revoked, from)).toEqual(seen(annulled, from));
        expect(seen(revoked, '2040-01-01T00:00:00.000Z')).toEqual(
          seen(annulled, '2040-01-01T00:00:00.000Z'),
        );
      }),
      runs,
    );
  });
});

describe('a history whose every act is revoked from one day', () => {
  it('is empty from that day', () => {
    fc.assert(
      fc.property(anyHistory, date, ([document, decisions], day) => {
        const revocations = onRecord(decisions).acts.map(({ decisionId }) =>
          revoke(decisionId, day, '2030-01-01'),
        );
        const whole = timeline(document, [...decisions, ...revocations], calendar);
        const from = calendar.startOfDay(day, stockholm);
        const until = '2040-01-01T00:00:00.000Z';
        for (const instant of [from, step(from, 1), until]) {
          expect(statusAt(whole, instant)).toMatchObject({ status: 'draft' });
          for (const party of whole.parties.keys()) {
            expect(statusAt(whole, instant, party).status).toBe('notDecided');
          }
        }
      }),
      runs,
    );
  });
});

describe('the stretches over which decisions count', () => {
  it('are given for each undone decision as disjoint spans, in order', () => {
    fc.assert(
      fc.property(anyHistory, ([document, decisions]) => {
        for (const spans of timeline(document, decisions, calendar).undone.values()) {
          expect(spans.length).toBeGreaterThan(0);
          for (const [index, { from, to }] of spans.entries()) {
            const before = spans[index - 1];
            if (to !== null) expect((from ?? '') < to).toBe(true);
            if (before === undefined) continue;
            expect(before.to).not.toBeNull();
            expect((before.to ?? '') <= (from ?? '')).toBe(true);
          }
        }
      }),
      runs,
    );
  });

  it('cover all time once, and leave out exactly what is undone there', () => {
    fc.assert(
      fc.property(anyHistory, ([, decisions]) => {
        const { acts } = onRecord(decisions);
        const { stretches, undone } = standing(acts, stockholm, calendar);
        expect(stretches[0]?.from).toBeNull();
        const starts = stretches.map(({ from }) => from ?? '');
        expect(starts).toEqual([...new Set(starts)].toSorted());
        for (const { from, acts: counting } of stretches) {
          const at = from ?? '';
          const out = [...undone].flatMap(([id, spans]) =>
            spans.some((span) => (span.from ?? '') <= at && (span.to === null || at < span.to))
              ? id
              : [],
          );
          const left = acts.filter(({ decisionId }) => !out.includes(decisionId));
          expect(counting.map(({ decisionId }) => decisionId)).toEqual(
            left.map(({ decisionId }) => decisionId),
          );
        }
      }),
      runs,
    );
  });

  it('make at every instant what the decisions that count then would make alone', () => {
    fc.assert(
      fc.property(anyHistory, ([document, decisions]) => {
        const whole = timeline(document, decisions, calendar);
        const { acts } = onRecord(decisions);
        const boundaries = boundariesOf(whole, stockholm, calendar).map(({ at }) => at);
        const begun = [...whole.undone.values()].flat().flatMap(({ from, to }) => [from, to]);
        const around = [...boundaries, ...begun].flatMap((at) =>
          at === null ? [] : [step(at, -1), at, step(at, 1)],
        );
        for (const instant of new Set([...around, '1990-01-01T00:00:00.000Z'])) {
          const alone = timeline(document, countingAt(acts, instant), calendar);
          expect(seen(whole, instant)).toEqual(seen(alone, instant));
        }
      }),
      runs,
    );
  });
});

/** Status and version of the document and of each party. */
const seen = (whole: ReturnType<typeof timeline>, instant: string) =>
  [undefined, ...whole.parties.keys()].map((party) => {
    const { status, version } = statusAt(whole, instant, party);
    return [party, status, version];
  });

/** By the definition: an act counts unless one that undoes it was recorded later, has begun, and counts. */
const countingAt = (acts: readonly Act[], instant: string): Act[] => {
  const counts = (act: Act): boolean =>
    !acts.some(
      (other) =>
        byRecording(act, other) < 0 && undoes(other, act.decisionId, instant) && counts(other),
    );
  return acts.filter((act) => act.kind !== 'revoke' && act.kind !== 'annul' && counts(act));
};

const undoes = (act: Act, id: string, instant: string): boolean => {
  if (act.kind === 'annul') return act.annuls === id;
  if (act.kind !== 'revoke' || act.revokes !== id) return false;
  const from = act.fromAndIncluding ?? act.decidedOn;
  return resolveFrom(from, stockholm, calendar).at <= instant;
};
