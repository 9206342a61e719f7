import { describe, expect, it } from 'vitest';
import { listDocuments } from '#shared/application/list-documents.ts';
import { listUpcoming, type UpcomingPlace } from '#shared/application/list-upcoming.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import { stated, useCases } from '../../support/use-cases.ts';

const many = 600;

/** Documents that all come into force at one midnight, each with reminders ahead, with every document that is loaded counted. */
const crowd = async () => {
  const world = useCases();
  for (let count = 0; count < many; count++) {
    const { documentId } = await world.register();
    const facts = stated('adopt', { fromAndIncluding: '2026-07-01' });
    await recordDecision(world, { documentId, facts, by: 'registrar' });
  }
  let loaded = 0;
  const repository = {
    ...world.repository,
    documents: (ids: readonly string[]) => {
      loaded += ids.length;
      return world.repository.documents(ids);
    },
  };
  return { ...world, repository, loaded: () => loaded };
};

describe('hundreds of documents that change at one instant', () => {
  it('are listed as coming with each loaded about once, however many pages it takes', async () => {
    const world = await crowd();
    let found = 0;
    let pages = 0;
    for (let place: UpcomingPlace | undefined; ; pages++) {
      const page = await listUpcoming(world, { place, limit: 50 });
      found += page.items.length;
      if (page.place === undefined) break;
      place = page.place;
    }
    expect(found).toBe(many);
    expect(world.loaded()).toBeLessThanOrEqual(many + pages * 100);
  });

  it('are each listed under their new status before the first of them is written', async () => {
    const world = await crowd();
    world.clock.set('2026-06-30T22:00:00.000Z');
    const { items } = await listDocuments(world, { status: 'inForce', limit: 50 });
    expect(items).toHaveLength(50);
    expect(world.loaded()).toBeLessThanOrEqual(100);
    expect((await listDocuments(world, { status: 'adopted', limit: 50 })).items).toEqual([]);
  });
});
