import { beforeEach, describe, expect, it } from 'vitest';
import { ConflictError, type Repository, type Write } from '#shared/application/ports.ts';
import { repeal } from './samples.decisions.ts';
import { draft, newId, receipt, writeOf } from './samples.ts';

const members = 49;

/** What every `Repository` promises about one decision on many documents. */
export const groupsContract = (name: string, create: () => Promise<Repository>) => {
  let repository: Repository;

  beforeEach(async () => {
    repository = await create();
  });

  /** So many registered documents, and the write that changes all of them with a successor. */
  const prepare = async (count: number, more: Parameters<typeof draft>[0] = {}) => {
    const documents = Array.from({ length: count + 1 }, () => draft());
    for (const document of documents) await repository.commit({ documents: [writeOf(document)] });
    const groupId = newId();
    const write = {
      documents: documents.map((document) => writeOf({ ...document, ...more, revision: 2 })),
      decisions: documents.slice(1).map(({ documentId }) => ({
        documentId,
        decision: { ...repeal(), groupId },
      })),
      receipt: receipt({ created: { groupId } }),
    } satisfies Write;
    const stored = async () => ({
      documents: await repository.documents(documents.map(({ documentId }) => documentId)),
      decisions: await Promise.all(
        documents.slice(1).map(({ documentId }) => repository.decisions(documentId)),
      ),
      receipt: await repository.receipt(write.receipt.receiptId),
    });
    return { write, stored, before: await stored() };
  };

  describe(`a group in ${name}`, () => {
    it('of as many documents as one may have is written whole: a hundred items', async () => {
      const { write, stored } = await prepare(members);
      await repository.commit(write);
      expect(await stored()).toEqual({
        documents: write.documents.map(({ document }) => document),
        decisions: write.decisions.map(({ decision }) => [decision]),
        receipt: write.receipt,
      });
    });

    it.each([
      ['the first document', 0],
      ['the last document', members],
    ])('is not written at all where %s has moved on', async (_, place) => {
      const { write, stored } = await prepare(members);
      const moved = write.documents[place]?.document;
      if (moved === undefined) throw new RangeError('No such place');
      await repository.commit({ documents: [writeOf({ ...moved, title: 'Meanwhile' })] });
      const meanwhile = await stored();
      await expect(repository.commit(write)).rejects.toThrow(ConflictError);
      expect(await stored()).toEqual(meanwhile);
    });

    it('is not written at all where one of its decisions exists', async () => {
      const { write, stored } = await prepare(3);
      await repository.commit({ documents: [], decisions: write.decisions.slice(2) });
      const meanwhile = await stored();
      await expect(repository.commit(write)).rejects.toThrow(ConflictError);
      expect(await stored()).toEqual(meanwhile);
    });

    it('with one item more than a transaction holds is refused, and nothing is written', async () => {
      const { write, stored, before } = await prepare(members);
      const documents = [...write.documents, writeOf(draft())];
      await expect(repository.commit({ ...write, documents })).rejects.toMatchObject({
        name: 'Refusal',
        code: 'limit_exceeded',
        message: expect.stringMatching(/101 records .* several groups/),
      });
      expect(await stored()).toEqual(before);
    });

    it('larger than a transaction may be is refused, and nothing is written', async () => {
      // 21 times 200 KB are more than 4 MB, and each by itself is half of what an item may have.
      const { write, stored, before } = await prepare(20, { title: 'a'.repeat(200 * 1024) });
      await expect(repository.commit(write)).rejects.toMatchObject({
        name: 'Refusal',
        code: 'limit_exceeded',
        message: expect.stringMatching(/4 MB.*several groups/),
      });
      expect(await stored()).toEqual(before);
    });

    it('just below what a transaction may have is written', async () => {
      const { write, stored } = await prepare(19, { title: 'a'.repeat(200 * 1024) });
      await repository.commit(write);
      expect((await stored()).decisions.flat()).toHaveLength(19);
    });
  });
};
