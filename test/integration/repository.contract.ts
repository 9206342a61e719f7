import { beforeEach, describe, expect, it } from 'vitest';
import type { VirtualClock } from '#shared/adapters/memory/clock.ts';
import { ConflictError, ReceiptExistsError, type Repository } from '#shared/application/ports.ts';
import { repeal } from './samples.decisions.ts';
import { facts } from './samples.facts.ts';
import { awaited, draft, fullDocument, newId, now, plus, receipt, writeOf } from './samples.ts';

export interface RepositorySubject {
  readonly repository: Repository;
  readonly clock: VirtualClock;
}

/** What every `Repository` promises about documents, commits and receipts. */
export const repositoryContract = (name: string, create: () => Promise<RepositorySubject>) => {
  let repository: Repository;
  let clock: VirtualClock;

  beforeEach(async () => {
    ({ repository, clock } = await create());
  });

  const register = async (document = draft()) => {
    await repository.commit({ documents: [writeOf(document)] });
    return document;
  };

  describe(`documents in ${name}`, () => {
    it('are unknown until they are committed', async () => {
      expect(await repository.document(newId())).toBeUndefined();
    });

    it('come back with every field', async () => {
      const document = fullDocument();
      await repository.commit({
        documents: [writeOf(document, { facts: facts(), wakeAt: plus(now, 1) })],
      });
      expect(await repository.document(document.documentId)).toEqual(document);
    });

    it('are created once', async () => {
      const document = await register();
      const again = repository.commit({ documents: [writeOf({ ...document, title: 'Other' })] });
      await expect(again).rejects.toThrow(ConflictError);
      expect(await repository.document(document.documentId)).toEqual(document);
    });

    it('move from one revision to the next', async () => {
      const document = await register(draft({ owner: 'Kansliet' }));
      const { owner: _owner, ...rest } = document;
      const next = { ...rest, title: 'New title', revision: 2 };
      await repository.commit({ documents: [writeOf(next)] });
      expect(await repository.document(document.documentId)).toEqual(next);
    });

    it('are given with what their latest write has to tell, and no more', async () => {
      const document = await register();
      const { documentId } = document;
      const facts = [
        { type: 'document.updated', time: now, changed: ['title'] },
        { type: 'document.updated', time: now, changed: [] },
      ] as const;
      const told = { ...document, sequence: 3, revision: 2 };
      const correlationId = 'request-1';
      await repository.commit({ documents: [{ ...writeOf(told), facts }], correlationId });
      expect(await repository.outbox(documentId)).toEqual({ document: told, facts, correlationId });
      const silent = { ...told, revision: 3 };
      await repository.commit({ documents: [{ ...writeOf(silent), facts: [] }] });
      expect(await repository.outbox(documentId)).toEqual({ document: silent, facts: [] });
      expect(await repository.outbox(newId())).toBeUndefined();
    });

    it('refuse a write that expects another revision', async () => {
      const document = await register();
      const stale = writeOf({ ...document, title: 'Stale', revision: 3 });
      await expect(repository.commit({ documents: [stale] })).rejects.toThrow(ConflictError);
      const unknown = writeOf(draft({ revision: 2 }));
      await expect(repository.commit({ documents: [unknown] })).rejects.toThrow(ConflictError);
      expect(await repository.document(document.documentId)).toEqual(document);
    });

    it('let exactly one of several simultaneous writes win', async () => {
      const document = await register();
      const writes = ['a', 'b', 'c', 'd', 'e', 'f'].map((title) => ({
        documents: [writeOf({ ...document, title, revision: 2 })],
        decisions: [{ documentId: document.documentId, decision: repeal({ note: title }) }],
      }));
      const outcomes = await Promise.allSettled(writes.map((write) => repository.commit(write)));
      const won = outcomes.flatMap(({ status }, at) =>
        status === 'fulfilled' ? [writes[at]] : [],
      );
      expect(won).toHaveLength(1);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(ConflictError);
      }
      const title = won[0]?.documents[0]?.document.title;
      expect((await repository.document(document.documentId))?.title).toBe(title);
      expect((await repository.decisions(document.documentId)).map(({ note }) => note)).toEqual([
        title,
      ]);
    });

    it('are found many at a time, in the order of the ids, without those that do not exist', async () => {
      const known = await Promise.all(Array.from({ length: 120 }, () => register()));
      const wanted = known.map(({ documentId }) => documentId).toReversed();
      const found = await repository.documents([...wanted, newId()]);
      expect(found.map(({ documentId }) => documentId)).toEqual(wanted);
      expect(await repository.documents([])).toEqual([]);
    });
  });

  describe(`a commit to ${name}`, () => {
    it('writes nothing where one of two documents is stale', async () => {
      const [first, second] = [await register(), await register()];
      const both = repository.commit({
        documents: [
          writeOf({ ...first, revision: 2 }),
          writeOf({ ...second, title: 'Stale', revision: 3 }),
        ],
      });
      await expect(both).rejects.toThrow(ConflictError);
      expect(await repository.documents([first.documentId, second.documentId])).toEqual([
        first,
        second,
      ]);
    });

    it('writes nothing where the decision exists', async () => {
      const document = await register();
      const { documentId } = document;
      const decision = repeal();
      const next = { ...document, revision: 2 };
      await repository.commit({
        documents: [writeOf(next)],
        decisions: [{ documentId, decision }],
      });
      const again = repository.commit({
        documents: [writeOf({ ...document, revision: 3 })],
        decisions: [{ documentId, decision: { ...decision, note: 'Other' } }],
      });
      await expect(again).rejects.toThrow(ConflictError);
      expect(await repository.document(documentId)).toEqual(next);
      expect(await repository.decisions(documentId)).toEqual([decision]);
    });

    it('writes nothing where the version is in another state', async () => {
      const document = await register();
      const { documentId } = document;
      const commit = repository.commit({
        documents: [writeOf({ ...document, revision: 2 })],
        version: { version: awaited(documentId), expectedState: 'awaitingUpload' },
      });
      await expect(commit).rejects.toThrow(ConflictError);
      expect(await repository.document(documentId)).toEqual(document);
      expect(await repository.version(documentId, 1)).toBeUndefined();
    });

    it('writes nothing where the receipt exists, and says so before any conflict', async () => {
      const document = await register();
      const given = receipt();
      await repository.commit({ documents: [writeOf(draft())], receipt: given });
      for (const revision of [2, 9]) {
        const twin = repository.commit({
          documents: [writeOf({ ...document, revision })],
          receipt: { ...given, bodyHash: 'other' },
        });
        await expect(twin).rejects.toThrow(ReceiptExistsError);
      }
      expect(await repository.document(document.documentId)).toEqual(document);
      expect(await repository.receipt(given.receiptId)).toEqual(given);
    });
  });

  describe(`receipts in ${name}`, () => {
    it('are remembered until they expire, and may then be written anew', async () => {
      const given = receipt({ expiresAt: plus(now, 1000) });
      await repository.commit({ documents: [], receipt: given });
      clock.set(plus(now, 999));
      expect(await repository.receipt(given.receiptId)).toEqual(given);
      await expect(repository.commit({ documents: [], receipt: given })).rejects.toThrow(
        ReceiptExistsError,
      );
      clock.set(plus(now, 1000));
      expect(await repository.receipt(given.receiptId)).toBeUndefined();
      const next = { ...given, expiresAt: plus(now, 5000) };
      await repository.commit({ documents: [], receipt: next });
      expect(await repository.receipt(given.receiptId)).toEqual(next);
    });

    it('let exactly one of two twins write', async () => {
      const given = receipt();
      const twins = [draft(), draft()];
      const outcomes = await Promise.allSettled(
        twins.map((document) =>
          repository.commit({ documents: [writeOf(document)], receipt: given }),
        ),
      );
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      const stored = await repository.documents(twins.map(({ documentId }) => documentId));
      expect(stored).toHaveLength(1);
    });
  });
};
