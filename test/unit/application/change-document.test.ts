import { describe, expect, it } from 'vitest';
import { changeDocument } from '#shared/application/change-document.ts';
import { readDocument } from '#shared/application/read-document.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import { stated, useCases } from '../../support/use-cases.ts';

const party = (id: string) => ({ id, name: id });

describe('adding a party to a document whose decisions wait for all parties', () => {
  it('keeps the condition from being met until that party has adopted as well', async () => {
    const world = useCases();
    const parties = ['alfa', 'beta'].map((id) => ({ ...party(id), recordedAt: '' }));
    const { documentId } = await world.register({ adoption: 'perParty', parties });
    const adopt = (id: string) =>
      recordDecision(world, {
        documentId,
        by: 'registrar',
        facts: stated('adopt', { party: id, takesEffectWhen: 'allPartiesAdopted' }),
      });
    const met = async () => {
      const { awaiting } = await readDocument(world, { documentId });
      return awaiting.map(({ metAt }) => metAt !== undefined);
    };
    await adopt('alfa');
    await adopt('beta');
    expect(await met()).toEqual([true, true]);
    const changes = { parties: [party('gamma')] };
    await changeDocument(world, { documentId, revisions: undefined, changes });
    expect(await met()).toEqual([false, false]);
    await adopt('gamma');
    expect(await met()).toEqual([true, true, true]);
  });
});
