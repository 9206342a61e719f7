import { isDeepStrictEqual } from 'node:util';
import {
  type Clock,
  ConflictError,
  type Repository,
  type Write,
} from '#shared/application/ports.ts';
import { caseNumberOf, type Decision } from '#shared/domain/decision.ts';
import type { Document, Outbox } from '#shared/domain/document.ts';
import { normaliseRegistryNumber } from '#shared/domain/registry-number.ts';
import type { Scan } from '#shared/domain/scan.ts';
import type { Version } from '#shared/domain/version.ts';
import type { DocumentImage } from '../document-image.ts';
import {
  byDueOrder,
  documentChangesAt,
  documentDueAt,
  dueKey,
  shardCount,
  shardOf,
  versionDueAt,
} from '../indexes.ts';
import { checkTogether } from '../write-limits.ts';
import { pageOf } from './page.ts';
import { type MemoryReceipts, memoryReceipts } from './receipts.ts';

export interface MemoryRepository extends Repository {
  /** Every document write in order, as the table's stream would carry it. */
  readonly stream: readonly DocumentImage[];
}

/** The repository's rules without a store: for unit tests and for simulation. */
export const memoryRepository = (dependencies: {
  readonly clock: Clock;
  readonly receipts?: MemoryReceipts;
}): MemoryRepository => {
  const { clock, receipts = memoryReceipts(clock) } = dependencies;
  const documents = new Map<string, Document>();
  const outboxes = new Map<string, Outbox>();
  const versions = new Map<string, readonly Version[]>();
  const decisions = new Map<string, readonly Decision[]>();
  const stream: DocumentImage[] = [];

  const versionOf = (documentId: string, number: number) =>
    versions.get(documentId)?.find(({ version }) => version === number);

  const listed = () =>
    [...documents.values()]
      .filter(({ withdrawnAt }) => withdrawnAt === undefined)
      .toSorted((a, b) => (a.documentId > b.documentId ? -1 : 1));

  const check = ({ documents: writes, decisions: recorded = [], version }: Write) => {
    for (const { document, expectedRevision } of writes) {
      const { documentId } = document;
      if ((documents.get(documentId)?.revision ?? 0) !== expectedRevision) {
        throw new ConflictError(`Document ${documentId} is not at revision ${expectedRevision}`);
      }
    }
    for (const { documentId, decision } of recorded) {
      const { decisionId } = decision;
      if (decisions.get(documentId)?.some((known) => known.decisionId === decisionId)) {
        throw new ConflictError(`Decision ${decisionId} exists`);
      }
    }
    if (version !== undefined) {
      const { documentId, version: number } = version.version;
      const standing = versionOf(documentId, number);
      if (standing?.state !== version.expectedState || !isScanAs(standing, version.expectedScan)) {
        throw new ConflictError(`Version ${number} of ${documentId} is in another state`);
      }
    }
  };

  const apply = (write: Write) => {
    const { documents: writes, decisions: recorded = [], version, correlationId } = write;
    const cause = correlationId !== undefined && { correlationId };
    for (const { document, facts, wakeAt } of writes) {
      documents.set(document.documentId, document);
      outboxes.set(document.documentId, { document, facts, ...cause });
      const wake = wakeAt !== undefined && { wakeAt };
      stream.push({ document, emitted: facts, ...wake, ...cause });
    }
    for (const { documentId, decision } of recorded) {
      const known = decisions.get(documentId) ?? [];
      decisions.set(
        documentId,
        [...known, decision].toSorted((a, b) => (a.decisionId < b.decisionId ? -1 : 1)),
      );
    }
    if (version !== undefined) {
      const { documentId, version: number } = version.version;
      const others = (versions.get(documentId) ?? []).filter((known) => known.version !== number);
      versions.set(
        documentId,
        [...others, version.version].toSorted((a, b) => a.version - b.version),
      );
    }
  };

  return {
    stream,
    dueShards: shardCount,
    document: async (documentId) => documents.get(documentId),
    outbox: async (documentId) => outboxes.get(documentId),
    documents: async (documentIds) =>
      documentIds.flatMap((documentId) => documents.get(documentId) ?? []),
    documentIds: async ({ status, before, limit }) =>
      listed()
        .filter(({ current }) => status === undefined || current.status === status)
        .map(({ documentId }) => documentId)
        .filter((documentId) => before === undefined || documentId < before)
        .slice(0, limit),
    due: async ({ shard, changes, from = '', until, ...page }) => {
      const rows = [
        ...[...documents.values()].map((document) => ({
          documentId: document.documentId,
          item: 'document' as const,
          dueAt: changes ? documentChangesAt(document) : documentDueAt(document),
        })),
        ...(changes ? [] : [...versions.values()].flat()).map((version) => ({
          documentId: version.documentId,
          item: 'version' as const,
          version: version.version,
          dueAt: versionDueAt(version),
        })),
      ]
        .flatMap(({ dueAt, ...row }) =>
          dueAt !== undefined && dueAt >= from && dueAt <= until ? { ...row, dueAt } : [],
        )
        .filter(({ documentId }) => shardOf(documentId) === shard);
      return pageOf(rows.toSorted(byDueOrder), page, dueKey);
    },
    version: async (documentId, number) => versionOf(documentId, number),
    versions: async (documentId) => [...(versions.get(documentId) ?? [])],
    decision: async (documentId, decisionId) =>
      decisions.get(documentId)?.find((decision) => decision.decisionId === decisionId),
    decisions: async (documentId) => [...(decisions.get(documentId) ?? [])],
    decisionsByCaseNumber: async ({ caseNumber, ...page }) => {
      const wanted = normaliseRegistryNumber(caseNumber);
      const found = [...decisions].flatMap(([documentId, known]) =>
        known
          .filter((decision) => {
            const stated = caseNumberOf(decision);
            return stated !== undefined && normaliseRegistryNumber(stated) === wanted;
          })
          .map((decision) => ({ documentId, decision })),
      );
      const keyOf = ({ decision }: (typeof found)[number]) => decision.decisionId;
      return pageOf(
        found.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
        page,
        keyOf,
      );
    },
    receipt: async (receiptId) => receipts.get(receiptId),
    commit: async (write) => {
      checkTogether(itemsOf(write));
      receipts.check(write.receipt);
      check(write);
      apply(write);
      receipts.put(write.receipt);
    },
  };
};

const itemsOf = ({ documents, decisions = [], version, receipt }: Write): object[] => [
  ...documents,
  ...decisions,
  ...[version, receipt].flatMap((one) => one ?? []),
];

const isScanAs = (standing: Version | undefined, expected: Scan | 'none' | undefined): boolean => {
  if (expected === undefined) return true;
  const scan = standing !== undefined && 'scan' in standing ? standing.scan : undefined;
  return isDeepStrictEqual(scan ?? 'none', expected);
};
