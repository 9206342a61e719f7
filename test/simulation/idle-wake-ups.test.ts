import { describe, expect, it } from 'vitest';
import { applyDue } from '#shared/application/apply-due.ts';
import { planWakeUps } from '#shared/application/plan-wakeups.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import type { DecisionFacts } from '#shared/domain/decision.ts';
import { useCases } from '../support/use-cases.ts';

const deadline = '2040-01-01T00:00:00.000Z';

const minutes = {
  decidedOn: '2026-06-01',
  decidedBy: { organisation: 'Region', body: 'Council' },
  recipients: [],
};

const firstDay = '2026-06-30T22:00:00.000Z';

/** A document that is in force and is to be repealed on 1 July, with its wake-ups planned as the stream has it. */
const archive = async () => {
  const world = useCases();
  const { documentId } = await world.register({ reminders: [3] });
  let planned = 0;
  const plan = async () => {
    const fresh = world.repository.stream.slice(planned);
    planned += fresh.length;
    await planWakeUps(
      world,
      fresh.flatMap(({ wakeAt }) => wakeAt ?? []),
    );
  };
  const record = async (facts: DecisionFacts) => {
    const { decision } = await recordDecision(world, { documentId, facts, by: 'registrar' });
    await plan();
    return decision.decisionId;
  };
  /** Lets one wake-up fire, early as they do; answers with what was written and told. */
  const fire = async (instant: string) => {
    const fireAt = world.wakeUps.scheduled.get(instant);
    if (fireAt === undefined) throw new Error(`No wake-up for ${instant}`);
    if (fireAt > world.clock.now()) world.clock.set(fireAt);
    const writes = world.repository.stream.length;
    const { applied } = await applyDue(world, { instant, deadline });
    const written = world.repository.stream.slice(writes);
    await plan();
    return {
      applied,
      told: written.flatMap(({ emitted }) => emitted.map(({ type, time }) => [type, time])),
    };
  };
  await record({ ...minutes, kind: 'adopt' });
  const repeal = await record({ ...minutes, kind: 'repeal', fromAndIncluding: '2026-07-01' });
  return { ...world, documentId, repeal, record, fire };
};

const reminderDay = '2026-06-27T22:00:00.000Z';
const nothing = { applied: 0, told: [] };

const moved = { ...minutes, kind: 'repeal', fromAndIncluding: '2026-07-11' } as const;
const postponed = { ...minutes, kind: 'repeal', takesEffectWhen: 'legallyFinal' } as const;

const undoings: readonly (readonly [string, (repeal: string) => DecisionFacts])[] = [
  ['was revoked', (revokes) => ({ ...minutes, kind: 'revoke', revokes })],
  ['was annulled', (annuls) => ({ ...minutes, kind: 'annul', annuls })],
  ['was struck', (corrects) => ({ kind: 'correct', corrects })],
  ['is to come later', (corrects) => ({ kind: 'correct', corrects, record: moved })],
  ['awaits a date again', (corrects) => ({ kind: 'correct', corrects, record: postponed })],
];

describe('a wake-up', () => {
  it('for what still holds writes it at its instant', async () => {
    const { fire } = await archive();
    expect(await fire(reminderDay)).toMatchObject({ told: [['document.dueSoon', reminderDay]] });
    expect(await fire(firstDay)).toEqual({
      applied: 1,
      told: [['document.statusChanged', firstDay]],
    });
  });

  it.each(undoings)('for a change that %s does nothing, and ends itself', async (_, undo) => {
    const { fire, record, repeal, wakeUps, repository, documentId } = await archive();
    // The wake-up for the change is planned when the reminder has been given.
    await fire(reminderDay);
    await record(undo(repeal));
    const scheduled = [...wakeUps.scheduled];
    expect(await fire(firstDay)).toEqual(nothing);
    expect([...wakeUps.scheduled]).toEqual(scheduled);
    expect(wakeUps.enqueued).toEqual([]);
    expect((await repository.document(documentId))?.current.status).toBe('inForce');
  });

  it.each(undoings)('for the reminder of a change that %s does nothing', async (_, undo) => {
    const { fire, record, repeal, wakeUps } = await archive();
    await record(undo(repeal));
    expect(await fire(reminderDay)).toEqual(nothing);
    expect(wakeUps.enqueued).toEqual([]);
  });

  it('for a date that was moved leaves the change to the new one', async () => {
    const { fire, record, repeal } = await archive();
    await fire(reminderDay);
    await record({ kind: 'correct', corrects: repeal, record: moved });
    expect(await fire(firstDay)).toEqual(nothing);
    const told = { type: 'document.dueSoon', time: '2026-07-07T22:00:00.000Z' };
    expect((await fire(told.time)).told).toEqual([[told.type, told.time]]);
    const newDay = '2026-07-10T22:00:00.000Z';
    expect(await fire(newDay)).toEqual({ applied: 1, told: [['document.statusChanged', newDay]] });
  });

  it('for a change whose revocation is revoked finds it again', async () => {
    const { fire, record, repeal } = await archive();
    await fire(reminderDay);
    const revocation = await record({ ...minutes, kind: 'revoke', revokes: repeal });
    await record({ ...minutes, kind: 'revoke', revokes: revocation });
    expect((await fire(firstDay)).told).toEqual([['document.statusChanged', firstDay]]);
  });

  it('that comes twice, or after a sweep, tells nothing more', async () => {
    const { fire } = await archive();
    await fire(reminderDay);
    await fire(firstDay);
    expect(await fire(firstDay)).toEqual(nothing);
    expect(await fire(reminderDay)).toEqual(nothing);
  });

  it('for one of two documents leaves the other one, which it no longer holds for, alone', async () => {
    const { fire, record, register, repository, repeal, ...world } = await archive();
    const other = await register({ reminders: [3] });
    const facts = { ...minutes, kind: 'adopt', fromAndIncluding: '2026-07-01' } as const;
    await recordDecision(
      { ...world, repository },
      { documentId: other.documentId, facts, by: 'r' },
    );
    await fire(reminderDay);
    await record({ ...minutes, kind: 'annul', annuls: repeal });
    expect(await fire(firstDay)).toEqual({
      applied: 1,
      told: [['document.statusChanged', firstDay]],
    });
    expect((await repository.document(other.documentId))?.current.status).toBe('inForce');
  });
});
