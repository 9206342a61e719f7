import { describe, expect, it } from 'vitest';
import { readAdoptions } from '#shared/application/read-adoptions.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import { stated, useCases } from '../../support/use-cases.ts';

describe('the adoption matrix', () => {
  it('shows the latest adoption of a party that has renewed it without a break', async () => {
    const world = useCases();
    const parties = [{ id: 'boras', name: 'Borås stad', recordedAt: '' }];
    const { documentId } = await world.register({ adoption: 'perParty', parties });
    for (const [section, decidedOn, year] of [
      ['§ 1', '2024-11-01', 2025],
      ['§ 2', '2025-11-01', 2026],
    ]) {
      await recordDecision(world, {
        documentId,
        by: 'registrar',
        facts: stated('adopt', {
          party: 'boras',
          section,
          decidedOn,
          fromAndIncluding: `${year}-01-01`,
          throughAndIncluding: `${year}-12-31`,
        }),
      });
    }
    const sectionAt = async (at: string) =>
      (await readAdoptions(world, { documentId, at }))[0]?.decision?.section;
    expect(await sectionAt('2025-06-01T00:00:00.000Z')).toBe('§ 1');
    expect(await sectionAt('2026-06-01T00:00:00.000Z')).toBe('§ 2');
  });
});
