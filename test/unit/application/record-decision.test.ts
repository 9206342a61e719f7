import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordDecision } from '#shared/application/record-decision.ts';
import { withdrawDocument } from '#shared/application/withdraw-document.ts';
import { stated, useCases } from '../../support/use-cases.ts';

const claim = { receiptId: 'claim', bodyHash: 'body', expiresAt: '2040-01-01T00:00:00.000Z' };

/** Two registrars, every read and write of whom waits for the scheduler. */
const race = async (scheduler: fc.Scheduler, revisions?: readonly number[]) => {
  const world = useCases();
  const { documentId } = await world.register();
  const { document, decisions, commit } = world.repository;
  const repository = {
    ...world.repository,
    document: scheduler.scheduleFunction(document),
    decisions: scheduler.scheduleFunction(decisions),
    commit: scheduler.scheduleFunction(commit),
  };
  const both = ['2026-07-01', '2026-08-01'].map((fromAndIncluding) =>
    recordDecision(
      { ...world, repository },
      {
        documentId,
        by: 'registrar',
        revisions,
        facts: stated('adopt', { fromAndIncluding }),
      },
    ),
  );
  const outcomes = await scheduler.waitFor(Promise.allSettled(both));
  return {
    outcomes,
    decisions: await decisions(documentId),
    document: await document(documentId),
  };
};

describe('two registrars recording on one document at the same time', () => {
  it('both have their decision kept, in every interleaving', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { outcomes, decisions, document } = await race(scheduler);
        expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
        expect(decisions).toHaveLength(2);
        expect(document).toMatchObject({ decisionCount: 2, revision: 3 });
        expect(document?.current.status).toBe('adopted');
      }),
    );
  });

  it('have one refused where both say which revision they decide about', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { outcomes, decisions } = await race(scheduler, [1]);
        const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
        expect(refused).toMatchObject([{ name: 'PreconditionFailedError', revision: 2 }]);
        expect(decisions).toHaveLength(1);
      }),
    );
  });
});

describe('a request that is repeated', () => {
  it('records its decision once and is answered as before', async () => {
    const world = useCases();
    const { documentId } = await world.register();
    const request = { documentId, by: 'registrar', facts: stated('adopt'), claim };
    const first = await recordDecision(world, request);
    const second = await recordDecision(world, request);
    expect(second).toEqual(first);
    expect(await world.repository.decisions(documentId)).toHaveLength(1);
  });

  it('is answered as before though it names the revision that it has changed itself', async () => {
    const world = useCases();
    const { documentId } = await world.register();
    const request = { documentId, by: 'registrar', facts: stated('adopt'), revisions: [1], claim };
    const first = await recordDecision(world, request);
    expect(await recordDecision(world, request)).toEqual(first);
  });

  it('is answered like its twin that was faster, whatever that made of it', async () => {
    const world = useCases();
    const { documentId } = await world.register();
    await recordDecision(world, { documentId, by: 'registrar', facts: stated('adopt') });
    const request = { documentId, by: 'registrar', facts: stated('repeal'), claim };
    const { receipt } = world.repository;
    let asked = 0;
    const twin = {
      ...world,
      // The twin writes after the receipt was looked for, and before the decision is judged.
      repository: {
        ...world.repository,
        receipt: async (receiptId: string) => {
          const found = await receipt(receiptId);
          if (asked++ === 0) await recordDecision(world, request);
          return found;
        },
      },
    };
    const answer = await recordDecision(twin, request);
    expect(answer.decision.kind).toBe('repeal');
    expect(await world.repository.decisions(documentId)).toHaveLength(2);
  });

  it('is refused when it says another thing under the same key', async () => {
    const world = useCases();
    const { documentId } = await world.register();
    const request = { documentId, by: 'registrar', facts: stated('adopt'), claim };
    await recordDecision(world, request);
    await expect(
      recordDecision(world, { ...request, claim: { ...claim, bodyHash: 'other' } }),
    ).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  });
});

describe('a decision that another document takes over', () => {
  it('links both documents in one write', async () => {
    const world = useCases();
    const old = await world.register();
    const successor = await world.register({ title: 'Successor' });
    await recordDecision(world, {
      documentId: old.documentId,
      by: 'registrar',
      facts: stated('adopt'),
    });
    const { decision } = await recordDecision(world, {
      documentId: old.documentId,
      by: 'registrar',
      facts: stated('replace', { replacedBy: successor.documentId }),
    });
    const linked = await world.repository.document(successor.documentId);
    expect(linked?.replaces).toEqual([
      {
        documentId: old.documentId,
        decisionId: decision.decisionId,
        from: '2026-05-19T22:00:00.000Z',
      },
    ]);
    await expect(
      withdrawDocument(world, { documentId: successor.documentId, revisions: undefined }),
    ).rejects.toMatchObject({ code: 'document_not_a_draft' });
  });

  it('is refused where there is no such document, and nothing is written', async () => {
    const world = useCases();
    const { documentId } = await world.register();
    await recordDecision(world, { documentId, by: 'registrar', facts: stated('adopt') });
    const before = await world.repository.document(documentId);
    const facts = stated('replace', { replacedBy: '01890000-0000-7000-8000-ffffffffffff' });
    await expect(
      recordDecision(world, { documentId, by: 'registrar', facts }),
    ).rejects.toMatchObject({ code: 'replacement_not_found' });
    expect(await world.repository.document(documentId)).toEqual(before);
  });
});

describe('a refused decision', () => {
  it('leaves nothing behind', async () => {
    const world = useCases();
    const document = await world.register();
    const { documentId } = document;
    await expect(
      recordDecision(world, { documentId, by: 'registrar', facts: stated('repeal') }),
    ).rejects.toMatchObject({ code: 'nothing_to_repeal' });
    expect(await world.repository.document(documentId)).toEqual(document);
    expect(await world.repository.decisions(documentId)).toEqual([]);
  });
});
