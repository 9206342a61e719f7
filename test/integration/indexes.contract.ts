import { beforeEach, describe, expect, it } from 'vitest';
import type { DueItem, Repository } from '#shared/application/ports.ts';
import type { Document } from '#shared/domain/document.ts';
import { collect } from './pages.ts';
import {
  awaited,
  boundary,
  draft,
  erased,
  fullDocument,
  newId,
  now,
  plus,
  settled,
  writeOf,
} from './samples.ts';

/** What every `Repository` promises about its lists and the due index. */
export const indexesContract = (name: string, create: () => Promise<Repository>) => {
  let repository: Repository;

  beforeEach(async () => {
    repository = await create();
  });

  const store = async (document: Document) => {
    await repository.commit({ documents: [writeOf(document)] });
    return document;
  };

  describe(`lists of documents in ${name}`, () => {
    it('give the newest first, a part at a time', async () => {
      const ids: string[] = [];
      for (let count = 0; count < 20; count += 1) ids.push((await store(draft())).documentId);
      const newestFirst = ids.toReversed();
      expect(await repository.documentIds({ limit: 100 })).toEqual(newestFirst);
      expect(await repository.documentIds({ limit: 3 })).toEqual(newestFirst.slice(0, 3));
      for (const before of newestFirst) {
        expect(await repository.documentIds({ before, limit: 4 })).toEqual(
          newestFirst.filter((id) => id < before).slice(0, 4),
        );
      }
    });

    it('follow the status', async () => {
      const document = await store(draft());
      const other = await store(draft());
      const current = { ...document.current, status: 'inForce' } as const;
      await store({ ...document, current, revision: 2 });
      expect(await repository.documentIds({ status: 'draft', limit: 9 })).toEqual([
        other.documentId,
      ]);
      expect(await repository.documentIds({ status: 'inForce', limit: 9 })).toEqual([
        document.documentId,
      ]);
      const { documentId: before } = document;
      expect(await repository.documentIds({ status: 'inForce', before, limit: 9 })).toEqual([]);
    });

    it('leave out what is withdrawn', async () => {
      const document = await store(draft());
      await store({ ...document, withdrawnAt: now, revision: 2 });
      expect(await repository.documentIds({ limit: 9 })).toEqual([]);
      expect(await repository.documentIds({ status: 'draft', limit: 9 })).toEqual([]);
      expect(await repository.document(document.documentId)).toMatchObject({ withdrawnAt: now });
    });
  });

  describe(`the due index of ${name}`, () => {
    const due = (query: { shard: number; from?: string; until: string }, limit = 100) =>
      collect<DueItem>((page) => repository.due({ limit, ...query, ...page }));

    it('gives an upload that waits for a verdict when that is late', async () => {
      const version = awaited(newId(7));
      const scan = { verified: 'v1', dueAt: plus(now, 5) };
      await repository.commit({ documents: [], version: { version: { ...version, scan } } });
      expect(await due({ shard: 7, until: plus(now, 4) })).toEqual([]);
      expect(await due({ shard: 7, until: plus(now, 5) })).toHaveLength(1);
      await repository.commit({
        documents: [],
        version: {
          version: { ...version, scan: { verified: 'v1', isLate: true } },
          expectedState: 'awaitingUpload',
          expectedScan: scan,
        },
      });
      expect(await due({ shard: 7, until: plus(now, 86_400_000) })).toEqual([]);
    });

    it('gives what is erased until it is removed', async () => {
      const dueAt = plus(now, 1);
      const [draftId, fileId] = [newId(7), newId(7)];
      const { erased: said, ...whole } = fullDocument();
      const states = [{ state: 'pending', dueAt }, { state: 'done' }] as const;
      for (const [index, erasure] of states.entries()) {
        const withdrawn = { ...whole, documentId: draftId, revision: index + 1 };
        await store({ ...withdrawn, erased: { ...said, erasure } });
        const [version] = erased(fileId, erasure);
        if (version === undefined) throw new Error('There is one');
        await repository.commit({
          documents: [],
          version: { version, ...(index > 0 && { expectedState: 'erased' as const }) },
        });
        expect(await due({ shard: 7, until: now })).toEqual([]);
        const found = await due({ shard: 7, until: dueAt });
        expect(found.map(({ item, documentId }) => [item, documentId])).toEqual(
          erasure.state === 'done'
            ? []
            : [
                ['document', draftId],
                ['version', fileId],
              ],
        );
      }
      expect(await repository.documentIds({ limit: 9 })).toEqual([]);
    });

    it('gives what is due until an instant, itself included, in order', async () => {
      const at = (offset: number) => plus(now, offset);
      const later = await store(draft({ documentId: newId(3), planned: [boundary(at(2))] }));
      const sooner = await store(
        draft({ documentId: newId(3), planned: [boundary(at(1)), boundary(at(5))] }),
      );
      const row = ({ documentId, planned: [next] }: Document) => ({
        documentId,
        item: 'document',
        dueAt: next?.at,
      });
      expect(await due({ shard: 3, until: at(0) })).toEqual([]);
      expect(await due({ shard: 3, until: at(1) })).toEqual([row(sooner)]);
      expect(await due({ shard: 3, until: at(2) })).toEqual([row(sooner), row(later)]);
      expect(await due({ shard: 3, from: at(2), until: at(9) })).toEqual([row(later)]);
      expect(await due({ shard: 3, from: at(2), until: at(1) })).toEqual([]);
      expect(await due({ shard: 4, until: at(9) })).toEqual([]);
    });

    it('gives every row once, page by page, also where many are due at one instant', async () => {
      const ids = Array.from({ length: 9 }, () => newId(5));
      for (const documentId of ids) await store(draft({ documentId, planned: [boundary(now)] }));
      const rows = await due({ shard: 5, until: now }, 2);
      expect(rows.map(({ documentId }) => documentId).toSorted()).toEqual(ids.toSorted());
    });

    it('continues where the rows of a page have left it meanwhile', async () => {
      const ids = Array.from({ length: 6 }, () => newId(6));
      for (const documentId of ids) await store(draft({ documentId, planned: [boundary(now)] }));
      const seen: string[] = [];
      await collect<DueItem>(async (page) => {
        const rows = await repository.due({ shard: 6, until: now, limit: 2, ...page });
        for (const document of await repository.documents(
          rows.items.map((row) => row.documentId),
        )) {
          seen.push(document.documentId);
          await store({ ...document, planned: [], revision: 2 });
        }
        return rows;
      });
      expect(seen.toSorted()).toEqual(ids.toSorted());
      expect(await due({ shard: 6, until: now })).toEqual([]);
    });

    it('gives changes alone by their own instants, whatever is due before', async () => {
      const at = (offset: number) => plus(now, offset);
      const final = {
        what: 'legallyFinal',
        at: now,
        decisionId: newId(5),
        legallyFinalOn: '2026-01-01',
      } as const;
      const store4 = (facts: Partial<Document>) =>
        store(draft({ documentId: newId(4), milestones: [final], ...facts }));
      const later = await store4({ planned: [boundary(at(2))] });
      const sooner = await store4({ planned: [boundary(at(1)), boundary(at(5))] });
      await store4({});
      await repository.commit({ documents: [], version: { version: awaited(newId(4), 1) } });
      const until = plus(now, 10 * 86_400_000);
      const changes = (limit: number) =>
        collect<DueItem>((page) =>
          repository.due({ changes: true, shard: 4, until, limit, ...page }),
        );
      const rows = [sooner, later].map(({ documentId, planned: [next] }) => ({
        documentId,
        item: 'document',
        dueAt: next?.at,
      }));
      expect(await changes(100)).toEqual(rows);
      expect(await changes(1)).toEqual(rows);
      expect(await due({ shard: 4, until: now })).toHaveLength(3);
    });

    it('spreads over its shards', async () => {
      expect(repository.dueShards).toBe(8);
      for (let shard = 0; shard < repository.dueShards; shard += 1) {
        await store(draft({ documentId: newId(shard), planned: [boundary(now)] }));
        expect(await due({ shard, until: now })).toHaveLength(1);
      }
    });

    it('holds an awaited upload until five minutes after its address expired, or it is settled', async () => {
      for (const version of settled(newId(2))) {
        const documentId = newId(2);
        const upload = awaited(documentId, 12);
        await repository.commit({ documents: [], version: { version: upload } });
        const dueAt = plus(upload.uploadExpiresAt, 5 * 60_000);
        expect(await due({ shard: 2, until: plus(dueAt, -1) })).toEqual([]);
        expect(await due({ shard: 2, until: dueAt })).toEqual([
          { documentId, item: 'version', version: 12, dueAt },
        ]);
        await repository.commit({
          documents: [],
          version: {
            version: { ...version, documentId, version: 12 },
            expectedState: 'awaitingUpload',
          },
        });
        expect(await due({ shard: 2, until: dueAt })).toEqual([]);
      }
    });

    it('lets go of what is withdrawn', async () => {
      const document = await store(draft({ documentId: newId(1), planned: [boundary(now)] }));
      await store({ ...document, withdrawnAt: now, revision: 2 });
      expect(await due({ shard: 1, until: now })).toEqual([]);
    });
  });
};
