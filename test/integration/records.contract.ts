import { beforeEach, describe, expect, it } from 'vitest';
import { ConflictError, MalformedCursorError, type Repository } from '#shared/application/ports.ts';
import type { Scan } from '#shared/domain/scan.ts';
import { collect } from './pages.ts';
import { decisions, repeal } from './samples.decisions.ts';
import { awaited, draft, erased, newId, now, settled, writeOf } from './samples.ts';

/** What every `Repository` promises about versions and decisions. */
export const recordsContract = (name: string, create: () => Promise<Repository>) => {
  let repository: Repository;

  beforeEach(async () => {
    repository = await create();
  });

  describe(`versions in ${name}`, () => {
    it('are created once', async () => {
      const version = awaited(newId());
      await repository.commit({ documents: [], version: { version } });
      const again = repository.commit({
        documents: [],
        version: { version: { ...version, fileName: 'other.pdf' } },
      });
      await expect(again).rejects.toThrow(ConflictError);
      expect(await repository.version(version.documentId, 1)).toEqual(version);
    });

    it('settle once, into any state', async () => {
      for (const version of settled(newId())) {
        const documentId = newId();
        await repository.commit({ documents: [], version: { version: awaited(documentId) } });
        const settle = { ...version, documentId };
        const write = {
          documents: [],
          version: { version: settle, expectedState: 'awaitingUpload' },
        } as const;
        await repository.commit(write);
        await expect(repository.commit(write)).rejects.toThrow(ConflictError);
        expect(await repository.version(documentId, 1)).toEqual(settle);
      }
    });

    it('keep what is known of their scan, unless somebody else has written of it', async () => {
      const version = awaited(newId());
      const { documentId } = version;
      await repository.commit({ documents: [], version: { version } });
      const scans: readonly (Scan | 'none')[] = [
        'none',
        { verified: 'v1', dueAt: now },
        {
          verified: 'v1',
          verdict: { objectVersion: 'v1', result: 'failed', threats: ['a', 'b'] },
          isLate: true,
        },
      ];
      const write = (expected: Scan | 'none' | undefined, scan: Scan) => ({
        documents: [],
        version: {
          version: { ...version, scan },
          expectedState: 'awaitingUpload' as const,
          ...(expected !== undefined && { expectedScan: expected }),
        },
      });
      for (const [index, expected] of scans.entries()) {
        const next = scans[index + 1];
        if (next === undefined || next === 'none') break;
        for (const other of scans.filter((scan) => scan !== expected)) {
          await expect(repository.commit(write(other, next))).rejects.toThrow(ConflictError);
        }
        await repository.commit(write(expected, next));
        expect(await repository.version(documentId, 1)).toEqual({ ...version, scan: next });
      }
    });

    it('are erased in any state, and keep how far that has come', async () => {
      const pending = { state: 'pending', dueAt: now, until: now } as const;
      for (const erasure of [pending, { state: 'done' } as const]) {
        for (const version of erased(newId(), erasure)) {
          const documentId = newId();
          await repository.commit({ documents: [], version: { version: awaited(documentId) } });
          const erase = { ...version, documentId };
          const write = { version: erase, expectedState: 'awaitingUpload' } as const;
          await repository.commit({ documents: [], version: write });
          await expect(repository.commit({ documents: [], version: write })).rejects.toThrow(
            ConflictError,
          );
          expect(await repository.version(documentId, 1)).toEqual(erase);
        }
      }
    });

    it('are listed in order of number', async () => {
      const documentId = newId();
      await repository.commit({ documents: [writeOf(draft({ documentId }))] });
      for (const number of [10, 2, 1]) {
        await repository.commit({
          documents: [],
          version: { version: awaited(documentId, number) },
        });
      }
      const listed = await repository.versions(documentId);
      expect(listed.map(({ version }) => version)).toEqual([1, 2, 10]);
      expect(await repository.versions(newId())).toEqual([]);
      expect(await repository.version(documentId, 3)).toBeUndefined();
    });
  });

  describe(`decisions in ${name}`, () => {
    const record = async (documentId: string, decision = repeal()) => {
      await repository.commit({ documents: [], decisions: [{ documentId, decision }] });
      return decision;
    };

    it('come back with every field, in order of recording', async () => {
      const documentId = newId();
      const all = decisions();
      for (const decision of all.toReversed()) await record(documentId, decision);
      expect(await repository.decisions(documentId)).toEqual(all);
      for (const decision of all) {
        expect(await repository.decision(documentId, decision.decisionId)).toEqual(decision);
      }
    });

    it('belong to one document', async () => {
      const { decisionId } = await record(newId());
      expect(await repository.decision(newId(), decisionId)).toBeUndefined();
      expect(await repository.decisions(newId())).toEqual([]);
    });

    it('are found by registry number however it is written, across documents, page by page', async () => {
      const recorded = [];
      for (const caseNumber of ['2020.246 KS', '2020.246ks', 'Dnr KS 2020/246', '2020.246 KS']) {
        const documentId = newId();
        recorded.push({ documentId, decision: await record(documentId, repeal({ caseNumber })) });
      }
      await record(newId(), repeal({ caseNumber: '2020.247 KS' }));
      await record(newId());
      const found = await collect((page) =>
        repository.decisionsByCaseNumber({ caseNumber: '2020.246 KS', limit: 3, ...page }),
      );
      expect(found).toEqual(recorded);
    });

    it('are not found by a cursor that was not given out', async () => {
      for (const next of ['', 'nonsense', 'bnVsbA', Buffer.from('[1]').toString('base64url')]) {
        const read = repository.decisionsByCaseNumber({ caseNumber: '1 KS', limit: 1, next });
        await expect(read).rejects.toThrow(MalformedCursorError);
      }
    });
  });
};
