import { describe, expect, it } from 'vitest';
import { recordDecision } from '#shared/application/record-decision.ts';
import { recordGroup } from '#shared/application/record-group.ts';
import type { DecisionFacts } from '#shared/domain/decision.ts';
import { stated, useCases } from '../../support/use-cases.ts';

const setUp = async () => {
  const world = useCases();
  const ids = await Promise.all([1, 2, 3].map(async () => (await world.register()).documentId));
  const [a = '', b = '', c = ''] = ids;
  const record = async (documentId: string, facts: DecisionFacts) =>
    (await recordDecision(world, { documentId, by: 'registrar', facts })).decision.decisionId;
  for (const id of ids) await record(id, stated('adopt', { decidedOn: '2026-01-10' }));
  const replace = (documentId: string, replacedBy: string, decidedOn = '2026-02-01') =>
    record(documentId, stated('replace', { decidedOn, replacedBy }));
  const linksOf = async (id: string) =>
    ((await world.repository.document(id))?.replaces ?? []).filter(({ undone }) => !undone);
  return { ...world, a, b, c, record, replace, linksOf };
};

const circle = { code: 'replacement_cycle' };

describe('documents that replace each other', () => {
  it('do so in no circle, also where a link that had ended comes to stand again', async () => {
    const { a, b, record, replace } = await setUp();
    const first = await replace(a, b);
    const revocation = await record(
      a,
      stated('revoke', { decidedOn: '2026-03-01', revokes: first }),
    );
    await replace(b, a, '2026-03-10');
    await expect(replace(a, b, '2026-04-01')).rejects.toMatchObject(circle);
    const annul = stated('annul', { decidedOn: '2026-05-01', annuls: revocation });
    await expect(record(a, annul)).rejects.toMatchObject(circle);
  });

  it('may take turns where the one has come into force anew', async () => {
    const { a, b, record, replace, linksOf } = await setUp();
    await replace(a, b);
    await record(a, stated('adopt', { decidedOn: '2026-03-01' }));
    expect(await linksOf(b)).toMatchObject([{ documentId: a, to: '2026-02-28T23:00:00.000Z' }]);
    await replace(b, a, '2026-03-10');
    expect(await linksOf(a)).toMatchObject([{ documentId: b, from: '2026-03-09T23:00:00.000Z' }]);
  });

  it('show a link without end where its revocation was taken back', async () => {
    const { a, b, record, replace, linksOf } = await setUp();
    const first = await replace(a, b);
    const revocation = await record(
      a,
      stated('revoke', { decidedOn: '2026-03-01', revokes: first }),
    );
    await record(a, stated('revoke', { decidedOn: '2026-04-01', revokes: revocation }));
    const links = await linksOf(b);
    expect(links).toMatchObject([{ documentId: a, from: '2026-01-31T23:00:00.000Z' }]);
    expect(links[0]).not.toHaveProperty('to');
  });

  it('leave the one that takes over as it is where nothing of that changes', async () => {
    const { a, b, c, record, replace, repository } = await setUp();
    await replace(a, c);
    await replace(b, c);
    const before = await repository.document(c);
    await record(a, stated('recommend', { decidedOn: '2026-05-01' }));
    await record(b, stated('recommend', { decidedOn: '2026-05-01' }));
    expect(await repository.document(c)).toEqual(before);
  });

  it('are replaced by one and the same in one decision', async () => {
    const world = await setUp();
    const { a, b, c, linksOf } = world;
    await recordGroup(world, {
      members: [{ documentId: a }, { documentId: b }],
      factsOf: () => ({
        kind: 'replace',
        decidedOn: '2026-02-01',
        decidedBy: { organisation: 'Region', body: 'Council' },
        recipients: [],
        replacedBy: c,
      }),
      by: 'registrar',
    });
    expect((await linksOf(c)).map(({ documentId }) => documentId)).toEqual([a, b]);
  });
});
