import type { Document, DocumentErasure, Outbox } from '../domain/document.ts';
import {
  draftErasure,
  erasedEvent,
  erasedVersion,
  fileErasure,
  withErasure,
} from '../domain/erasure.ts';
import { between } from '../domain/instant.ts';
import { lostSequences } from '../domain/rebuild.ts';
import type { ErasedVersion, FileErasure, Version } from '../domain/version.ts';
import { type UseCaseDependencies, writeOf } from './document-write.ts';
import { inParallel } from './in-parallel.ts';
import type { EventBus, EventLog, FileRemoval } from './ports.ts';
import { graceMilliseconds, restore } from './reconcile-document.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

export interface EraseStoredDependencies extends UseCaseDependencies {
  readonly removal: FileRemoval;
  readonly log: Pick<EventLog, 'append' | 'overwrite' | 'placed'>;
  readonly bus: EventBus;
}

export interface EraseStoredInput {
  readonly documentId: string;
  /** Undefined: the whole of a draft. */
  readonly version?: number | undefined;
}

/** How far it has come; `nothing` where it was never to be erased. */
export type EraseStoredResult = FileErasure['state'] | 'nothing';

const atATime = 4;

/**
 * Removes from what is stored what has been erased before by a write. Each step may be done again, and what a lock
 * keeps, or is still under way, stays due.
 */
export const eraseStored = async (
  dependencies: EraseStoredDependencies,
  { documentId, version: number }: EraseStoredInput,
): Promise<EraseStoredResult> => {
  const { repository } = dependencies;
  if (number === undefined) {
    const outbox = await repository.outbox(documentId);
    const erased = outbox?.document.erased;
    return outbox && erased ? eraseDraft(dependencies, outbox, erased) : 'nothing';
  }
  const version = await repository.version(documentId, number);
  return version?.state === 'erased' ? (await eraseFile(dependencies, version)).state : 'nothing';
};

/** Looks every time, since an address that was given out before may have been used meanwhile. */
const eraseFile = async (
  { repository, removal, clock }: EraseStoredDependencies,
  version: ErasedVersion,
): Promise<FileErasure> => {
  const lockedUntil = await removal.remove(version.key);
  const erasure = fileErasure(version, lockedUntil, clock.now());
  const write = { version: { ...version, erasure }, expectedState: 'erased' as const };
  await retryOnConflict(() => repository.commit({ documents: [], version: write }));
  return erasure;
};

const eraseDraft = async (
  dependencies: EraseStoredDependencies,
  outbox: Outbox,
  erased: DocumentErasure,
): Promise<FileErasure['state']> => {
  const { repository, clock } = dependencies;
  if (erased.erasure.state === 'done') return 'done';
  const files: FileErasure[] = [];
  const versions = await repository.versions(outbox.document.documentId);
  await inParallel(versions, atATime, async (version) => {
    files.push(await eraseFile(dependencies, await eraseItem(dependencies, version, erased)));
  });
  const isLogDone = await eraseLog(dependencies, outbox, erased);
  const erasure = draftErasure(files, isLogDone, clock.now());
  await retryOnConflict(() => keep(dependencies, outbox.document.documentId, erasure));
  return erasure.state;
};

/** Nobody follows a withdrawn draft: nothing is told of each file. */
const eraseItem = (
  { repository, clock }: EraseStoredDependencies,
  { documentId, version: number }: Version,
  erasing: DocumentErasure,
): Promise<ErasedVersion> =>
  retryOnConflict(async () => {
    const version = await repository.version(documentId, number);
    if (version === undefined) throw new Error(`Version ${number} of ${documentId} is gone`);
    if (version.state === 'erased') return version;
    const erased = erasedVersion(version, erasing, clock.now());
    const write = { version: erased, expectedState: version.state };
    await repository.commit({ documents: [], version: write });
    return erased;
  });

/**
 * Whether every event is there and says nothing any more. One that comes later would bring the title back, so all
 * have to be there; what was lost for good is made anew, without the title.
 */
const eraseLog = async (
  dependencies: EraseStoredDependencies,
  outbox: Outbox,
  erased: DocumentErasure,
): Promise<boolean> => {
  const { log, clock } = dependencies;
  const { document } = outbox;
  const found = await log.placed(document.documentId);
  // Nothing is told after the erasure; every attempt changes the document.
  const isSettled = between(erased.at, clock.now()) >= graceMilliseconds;
  const placed = isSettled ? await restore(dependencies, outbox, [], found, () => {}) : found;
  const telling = placed.filter((event) => !isErased(event, document));
  await log.overwrite(telling.map(erasedEvent));
  return lostSequences(document, placed).length === 0;
};

const isErased = ({ data }: Parameters<typeof erasedEvent>[0], { title }: Document): boolean =>
  data.title === title && Array.isArray(data.keywords) && data.keywords.length === 0;

const keep = async (
  dependencies: EraseStoredDependencies,
  documentId: string,
  erasure: FileErasure,
): Promise<void> => {
  const { repository, calendar, clock } = dependencies;
  const before = await repository.document(documentId);
  if (before?.erased === undefined) return;
  const change = withErasure(before, before.erased, erasure, { now: clock.now(), calendar });
  await repository.commit({ documents: [await writeOf(dependencies, before, change)] });
};
