import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCloudEvents } from '#shared/domain/cloud-event.ts';
import { applyDue } from '#shared/domain/commands.ts';
import { decide } from '#shared/domain/decide.ts';
import type { Decision } from '#shared/domain/decision.ts';
import type { Change, Document } from '#shared/domain/document.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { Refusal } from '#shared/domain/refusal.ts';
import { statusAt, timeline } from '#shared/domain/timeline.ts';
import {
  aimed,
  anyDecision,
  at,
  available,
  calendar,
  draft,
  step,
} from '../../support/histories.ts';

const day = 86_400_000;
const runs = { numRuns: 500 };

/** A registrar's life: decisions recorded as the days pass, with the clock's work now and then. */
const life = fc.constantFrom('common' as const, 'perParty' as const).chain((adoption) =>
  fc.record({
    adoption: fc.constant(adoption),
    acts: fc.array(
      fc.record({
        days: fc.integer({ min: 0, max: 400 }),
        decision: fc.option(anyDecision(adoption), { nil: undefined, freq: 3 }),
      }),
      { maxLength: 15 },
    ),
  }),
);

interface World {
  readonly document: Document;
  readonly decisions: readonly Decision[];
  readonly events: readonly CloudEvent[];
  readonly now: string;
}

type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;

const born = ({ adoption }: Life): World => ({
  document: draft(adoption),
  decisions: [],
  events: [],
  now: '2020-01-01T00:00:00.000Z',
});

/** `every`: how many days may pass before the clock's work is done. */
const live = (life: Life, every = 1_000): World => {
  let world = born(life);
  for (const { days, decision } of life.acts) {
    const now = step(world.now, days * day);
    for (let passed = every; passed < days; passed += every) {
      world = settle({ ...world, now: step(now, (passed - days) * day) });
    }
    world = decision ? record({ ...world, now }, decision) : settle({ ...world, now });
  }
  return world;
};

const tell = (world: World, { document, facts }: Change): World => ({
  ...world,
  document,
  events: [...world.events, ...toCloudEvents(document, facts)],
});

const settle = (world: World): World => tell(world, applyDue(world.document, at(world.now)));

const record = (world: World, candidate: Decision): World => {
  const { document, decisions, now } = world;
  try {
    const entry = { recordedAt: now, decisionId: `decision-${decisions.length}` };
    const decision = aimed({ ...candidate, ...entry }, decisions);
    const decided = decide({ document, decisions, version: available }, decision, at(now));
    return { ...tell(world, decided), decisions: [...decisions, decision] };
  } catch (error) {
    if (error instanceof Refusal) return world;
    throw error;
  }
};

const end = (world: World) => settle({ ...world, now: '2040-01-01T00:00:00.000Z' });

describe('a document as time passes', () => {
  it('is at every moment what its timeline says', () => {
    fc.assert(
      fc.property(life, (acts) => {
        const { document, decisions, now } = settle(live(acts));
        const expected = statusAt(timeline(document, decisions, calendar), now);
        expect(document.current).toMatchObject({ status: expected.status });
        expect(document.current.version).toBe(expected.version);
        expect(document.current.decisionId).toBe(expected.decisionId);
      }),
      runs,
    );
  });

  it('ends the same whether the clock looked often or once', () => {
    fc.assert(
      fc.property(life, (acts) => {
        const often = end(live(acts, 20));
        const once = end(live(acts));
        expect(often.document.current).toEqual(once.document.current);
      }),
      runs,
    );
  });

  it('numbers its events without gaps and repeats none when looked at again', () => {
    fc.assert(
      fc.property(life, (acts) => {
        const world = end(live(acts));
        const sequences = world.events.map(({ sequence }) => Number(sequence));
        expect(sequences).toEqual(sequences.map((_, index) => index + 2));
        expect(world.document.sequence).toBe(world.events.length + 1);
        expect(settle(world)).toEqual(world);
      }),
      runs,
    );
  });

  it('tells every subscriber of each party what holds, in the last event about it', () => {
    fc.assert(
      fc.property(life, (acts) => {
        const { document, decisions, events, now } = end(live(acts));
        const whole = timeline(document, decisions, calendar);
        for (const party of [undefined, ...whole.parties.keys()]) {
          const last = events.findLast(
            ({ data, type }) => type.endsWith('Changed') && data.party === party,
          );
          const told = last?.data.currentStatus ?? (party === undefined ? 'draft' : 'notDecided');
          expect(told).toBe(statusAt(whole, now, party).status);
        }
      }),
      runs,
    );
  });

  it('plans what comes next and nothing that has passed', () => {
    fc.assert(
      fc.property(life, (acts) => {
        const { document, now } = settle(live(acts));
        expect(document.planned.every((boundary) => boundary.at > now)).toBe(true);
      }),
      runs,
    );
  });
});
