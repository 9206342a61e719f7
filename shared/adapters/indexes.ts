import type { DueItem } from '#shared/application/ports.ts';
import type { Document } from '#shared/domain/document.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { nextDue } from '#shared/domain/plan.ts';
import { uploadEndsAt, type Version } from '#shared/domain/version.ts';

/** Every index over documents is spread over this many partitions: none becomes hot at a midnight. */
export const shardCount = 8;

/** The last byte of a uuid v7 is random, so documents spread evenly. */
export const shardOf = (documentId: string): number =>
  Number.parseInt(documentId.slice(-2), 16) % shardCount;

/** When something must be done with the document: at its next boundary or milestone, or to erase it. */
export const documentDueAt = (document: Document): Instant | undefined =>
  document.withdrawnAt === undefined ? nextDue(document) : document.erased?.erasure.dueAt;

/** When a status or version changes next. */
export const documentChangesAt = ({ withdrawnAt, planned }: Document): Instant | undefined =>
  withdrawnAt === undefined ? planned[0]?.at : undefined;

/** When an awaited upload, or its verdict, must be looked for, or be given up; or when an erased file must be. */
export const versionDueAt = (version: Version): Instant | undefined => {
  if (version.state === 'erased') return version.erasure.dueAt;
  if (version.state !== 'awaitingUpload') return undefined;
  return version.scan?.verified === undefined ? uploadEndsAt(version) : version.scan.dueAt;
};

/** Order of a due index: by time, then by key, so that a page can be continued. */
export const byDueOrder = (a: DueItem, b: DueItem): number => {
  const [first, second] = [dueKey(a), dueKey(b)];
  return first < second ? -1 : first > second ? 1 : 0;
};

/** The place of a row in its due index. */
export const dueKey = (row: DueItem): string =>
  [row.dueAt, row.documentId, row.item === 'version' ? row.version : 0].join('#');
