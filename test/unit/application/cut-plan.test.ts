import { describe, expect, it } from 'vitest';
import { applyDue } from '#shared/application/apply-due.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import { shift } from '#shared/domain/instant.ts';
import { calendar } from '../../support/histories.ts';
import { stated, useCases } from '../../support/use-cases.ts';

const day = (first: string, index: number) => calendar.plusDays(first, index);

describe('a document with more to come than it plans', { timeout: 60_000 }, () => {
  it('tells once that a decision is final, however late it is written', async () => {
    const world = useCases();
    const parties = Array.from({ length: 105 }, (_, index) => ({
      id: `p${index}`,
      name: `Party ${index}`,
      recordedAt: '',
    }));
    const { documentId } = await world.register({ adoption: 'perParty', parties, reminders: [] });
    const record = (
      facts: Readonly<Record<string, unknown>>,
      kind: 'adopt' | 'recommend' = 'adopt',
    ) => recordDecision(world, { documentId, by: 'registrar', facts: stated(kind, facts) });
    for (const [index, { id: party }] of parties.entries()) {
      await record({
        party,
        fromAndIncluding: index < 99 ? day('2026-07-01', index) : day('2027-06-01', index),
        // Final on a day that the plan, cut short by then, leaves out.
        ...(index === 0 && { legallyFinalOn: day('2026-07-01', 120) }),
      });
    }
    world.clock.set(`${day('2026-07-01', 130)}T12:00:00.000Z`);
    await applyDue(world, { deadline: shift(world.clock.now(), 60_000) });
    await record({ decidedOn: '2026-11-01' }, 'recommend');
    const told = world.repository.stream.flatMap(({ emitted }) => emitted);
    expect(told.filter(({ type }) => type === 'document.legallyFinal')).toHaveLength(1);
  });
});
