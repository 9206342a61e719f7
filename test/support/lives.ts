import fc from 'fast-check';
import { toCloudEvents } from '#shared/domain/cloud-event.ts';
import { applyDue, changeDocument, registerDocument } from '#shared/domain/commands.ts';
import { decide } from '#shared/domain/decide.ts';
import { type Decision, targetOf } from '#shared/domain/decision.ts';
import type { Change, Document } from '#shared/domain/document.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { type Instant, shift } from '#shared/domain/instant.ts';
import { nextDue } from '#shared/domain/plan.ts';
import { Refusal } from '#shared/domain/refusal.ts';
import { aimed, anyDecision, at, available, date, registration } from './histories.ts';

const day = 86_400_000;

/** A registrar's life with one document: days that pass, and what is recorded or stated after them. */
export const life = fc.constantFrom('common' as const, 'perParty' as const).chain((adoption) =>
  fc.record({
    adoption: fc.constant(adoption),
    acts: fc.array(
      fc.record({
        days: fc.integer({ min: 0, max: 400 }),
        act: fc.oneof(
          { arbitrary: anyDecision(adoption), weight: 8 },
          { arbitrary: date.map((reviewBy) => ({ reviewBy })), weight: 1 },
          { arbitrary: fc.constant({ title: 'Another title' }), weight: 1 },
        ),
      }),
      { maxLength: 15 },
    ),
  }),
);

export type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;

/** A document with all that has been written and told of it. */
export interface Lived {
  readonly document: Document;
  readonly decisions: readonly Decision[];
  readonly events: readonly CloudEvent[];
  /** Every write, the latest last. */
  readonly writes: readonly Change[];
  readonly now: Instant;
}

/** The life of a document in which nothing was lost: whatever was due was applied at its instant. */
export const lived = ({ adoption, acts }: Life, start = '2020-01-01T00:00:00.000Z'): Lived => {
  const parties = adoption === 'perParty' ? ['alingsas', 'boras', 'region'] : [];
  let now = start;
  let document = registerDocument(
    {
      documentId: '01900000-0000-7000-8000-000000000000',
      by: 'registrar',
      registration: {
        ...registration,
        adoption,
        parties: parties.map((id) => ({ id, name: `Party ${id}` })),
      },
    },
    at(now),
  ).document;
  const decisions: Decision[] = [];
  const writes: Change[] = [{ document, facts: [{ type: 'document.registered', time: now }] }];
  const write = (change: Change) => {
    if (change.document === document) return;
    writes.push(change);
    document = change.document;
  };
  const pass = (until: Instant) => {
    for (let due = nextDue(document); due !== undefined && due <= until; due = nextDue(document)) {
      write(applyDue(document, at(due)));
    }
    now = until;
  };
  for (const { days, act } of acts) {
    pass(shift(now, days * day));
    if (!('kind' in act)) write(changeDocument(document, act, at(now)));
    else {
      const entry = { recordedAt: now, decisionId: `decision-${decisions.length}` };
      const decision = aimed({ ...act, ...entry }, decisions);
      // Nobody knows the id of what is not recorded yet.
      if (targetOf(decision) === decision.decisionId) continue;
      try {
        write(decide({ document, decisions, version: available }, decision, at(now)));
        decisions.push(decision);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    }
  }
  pass(shift(now, 30 * day));
  const events = writes.flatMap((one) => toCloudEvents(one.document, one.facts));
  return { document, decisions, events, writes, now };
};
