import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundariesOf } from '#shared/domain/boundary.ts';
import { applyDue, changeDocument } from '#shared/domain/commands.ts';
import { decide } from '#shared/domain/decide.ts';
import type { Decision } from '#shared/domain/decision.ts';
import type { Change, Document } from '#shared/domain/document.ts';
import type { EventFact } from '#shared/domain/events.ts';
import { knownBy } from '#shared/domain/known.ts';
import { limits } from '#shared/domain/limits.ts';
import { milestonesOf } from '#shared/domain/milestone.ts';
import { nextDue } from '#shared/domain/plan.ts';
import { Refusal } from '#shared/domain/refusal.ts';
import { reminderKeys } from '#shared/domain/reminders.ts';
import { timeline } from '#shared/domain/timeline.ts';
import {
  aimed,
  anyDecision,
  at,
  available,
  calendar,
  draft,
  step,
  stockholm,
} from '../../support/histories.ts';

const day = 86_400_000;
const runs = { numRuns: 60 };

/** A registrar's days: decisions, and now and then one more party. */
const life = fc.constantFrom('common' as const, 'perParty' as const).chain((adoption) =>
  fc.record({
    adoption: fc.constant(adoption),
    acts: fc.array(
      fc.record({
        days: fc.integer({ min: 0, max: 300 }),
        decision: anyDecision(adoption),
        joins: fc.boolean().map((drawn) => drawn && adoption === 'perParty'),
      }),
      { minLength: 1, maxLength: 14 },
    ),
  }),
);
type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;

interface Lived {
  readonly document: Document;
  readonly decisions: readonly Decision[];
  readonly facts: readonly EventFact[];
  /** The record as it stood after each act. */
  readonly records: readonly {
    readonly now: string;
    readonly document: Document;
    readonly decisions: readonly Decision[];
  }[];
}

/** Past every date that a random decision names, but for some last days. */
const horizon = '2036-01-01T00:00:00.000Z';

/** `every`: after how many days the clock looks. `settled`: whether it has looked just before each recording. */
const live = ({ adoption, acts }: Life, every: number, settled = false): Lived => {
  let document = draft(adoption);
  const [decisions, facts, records]: [Decision[], EventFact[], Lived['records'][number][]] = [
    [],
    [],
    [],
  ];
  const tell = (change: Change) => {
    document = change.document;
    facts.push(...change.facts);
  };
  const pass = (from: string, to: string) => {
    const next = step(from, every * day);
    for (let now = next; now < to; now = step(now, every * day)) {
      const due = nextDue(document);
      if (due !== undefined && due <= now) tell(applyDue(document, at(now)));
    }
  };
  let now = '2020-01-01T00:00:00.000Z';
  for (const [index, { days, decision, joins }] of acts.entries()) {
    const before = now;
    // A second apart at least: two writes of one document never share an instant.
    now = step(now, days * day + 1_000);
    pass(before, now);
    if (settled) tell(applyDue(document, at(step(now, -1))));
    if (joins) {
      const party = { id: `party-${index}`, name: `Party ${index}` };
      tell(changeDocument(document, { parties: [party] }, at(now)));
    } else record(decision);
    records.push({ now, document, decisions: [...decisions] });
  }
  pass(now, horizon);
  tell(applyDue(document, at(horizon)));
  return { document, decisions, facts, records };

  function record(drawn: Decision): void {
    const entry = { recordedAt: now, decisionId: `decision-${decisions.length}` };
    const decision = aimed({ ...drawn, ...entry }, decisions);
    try {
      tell(decide({ document, decisions, version: available }, decision, at(now)));
      decisions.push(decision);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
};

const isChange = (fact: EventFact): fact is Extract<EventFact, { currentStatus: unknown }> =>
  'currentStatus' in fact;
const isReminder = (fact: EventFact) => fact.type === 'document.dueSoon';

describe('what is told of any life', () => {
  it('is the same, but for reminders, whether the clock looked often between recordings or once', () => {
    fc.assert(
      fc.property(life, (acts) => {
        const [often, rarely] = [37, 100_000].map((every) =>
          live(acts, every, true)
            .facts.filter((fact) => !isReminder(fact))
            .map((fact) => {
              if (!isChange(fact)) return JSON.stringify(fact);
              const { currentStatus: _now, lateBySeconds: _late, ...told } = fact;
              return JSON.stringify(told);
            })
            .toSorted(),
        );
        expect(often).toEqual(rarely);
      }),
      runs,
    );
  });

  it('has every boundary of the timeline in it, with what it leads to', () => {
    fc.assert(
      fc.property(life, (acts) => {
        const { document, decisions, facts } = live(acts, 100_000);
        const told = new Set(
          facts
            .filter(isChange)
            .map(({ time, party, to, version }) => JSON.stringify([time, party, to, version])),
        );
        const whole = timeline(document, decisions, calendar);
        for (const { at: time, party, to, version } of boundariesOf(whole, stockholm, calendar)) {
          expect(told).toContain(JSON.stringify([time, party, to, version]));
        }
      }),
      runs,
    );
  });

  it('says last of each decision whether it is final, and when', () => {
    fc.assert(
      fc.property(life, (acts) => {
        const { document, decisions, facts } = live(acts, 40);
        const said = new Map(
          facts.flatMap((fact) =>
            fact.type === 'document.legallyFinal'
              ? [[fact.decisionId, fact.legallyFinalOn] as const]
              : [],
          ),
        );
        const whole = timeline(document, decisions, calendar);
        const finals = milestonesOf(whole).flatMap((one) =>
          one.what === 'legallyFinal' ? [[one.decisionId, one.legallyFinalOn] as const] : [],
        );
        const held = [...said].filter(([, on]) => on !== undefined);
        expect(new Map(held)).toEqual(new Map(finals));
      }),
      runs,
    );
  });

  it('has each reminder once, before its day, the nearest that the time left allows', () => {
    fc.assert(
      fc.property(life, fc.integer({ min: 20, max: 90 }), (acts, every) => {
        const given = new Set<string>();
        for (const fact of live(acts, every).facts) {
          if (fact.type !== 'document.dueSoon') continue;
          const { daysBefore, daysLeft } = fact;
          for (const key of reminderKeys(fact)) {
            expect(given).not.toContain(key);
            given.add(key);
          }
          expect(daysLeft).toBeGreaterThan(0);
          expect(daysLeft).toBeLessThanOrEqual(daysBefore);
          const nearer = limits.reminders.filter((days) => days >= daysLeft && days < daysBefore);
          expect(nearer).toEqual([]);
        }
      }),
      runs,
    );
  });

  it('numbers its events without a gap, a revision for each write', () => {
    fc.assert(
      fc.property(life, (acts) => {
        const { document, facts } = live(acts, 50);
        expect(document.sequence).toBe(1 + facts.length);
        expect(document.decisionCount).toBeLessThanOrEqual(acts.acts.length);
      }),
      runs,
    );
  });
});

describe('what was known of any life', () => {
  it('is at every instant what a system has that knows only what was recorded by then', () => {
    fc.assert(
      fc.property(life, (acts) => {
        const { document, decisions, records } = live(acts, 100_000);
        for (const { now, ...then } of records) {
          const known = knownBy(document, decisions, now);
          expect(known.document.parties).toEqual(then.document.parties);
          expect(timeline(known.document, known.decisions, calendar)).toEqual(
            timeline(then.document, then.decisions, calendar),
          );
          const before = knownBy(document, decisions, step(now, -1));
          expect(before.decisions.every(({ recordedAt }) => recordedAt < now)).toBe(true);
        }
        const now = knownBy(document, decisions, horizon);
        expect(now).toEqual(knownBy(document, decisions, undefined));
      }),
      runs,
    );
  });
});
