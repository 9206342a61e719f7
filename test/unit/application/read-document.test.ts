import { describe, expect, it } from 'vitest';
import { dueWrite } from '#shared/application/document-write.ts';
import { readDocument } from '#shared/application/read-document.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import { shift } from '#shared/domain/instant.ts';
import { stated, useCases } from '../../support/use-cases.ts';

describe('a document that was written by a clock that is half a minute ahead', () => {
  const midnight = '2026-06-01T22:00:00.000Z';

  const ahead = async () => {
    const archive = useCases();
    const { documentId } = await archive.register();
    const facts = stated('adopt', { fromAndIncluding: '2026-06-02' });
    await recordDecision(archive, { documentId, facts, by: 'registrar' });
    const document = await archive.repository.document(documentId);
    const write = document && (await dueWrite(archive, document, shift(midnight, 10_000)));
    if (write === undefined) throw new Error('Nothing is due');
    await archive.repository.commit({ documents: [write] });
    return { archive, documentId };
  };

  it.each([
    [-20_000, 'adopted'],
    [-1, 'adopted'],
    [0, 'inForce'],
    [1, 'inForce'],
  ])('reads %i ms from the instant of its change as %s', async (later, status) => {
    const { archive, documentId } = await ahead();
    archive.clock.set(shift(midnight, later));
    const view = await readDocument(archive, { documentId });
    expect(view.status).toBe(status);
    expect(view.next?.at).toBe(later < 0 ? midnight : undefined);
  });
});
