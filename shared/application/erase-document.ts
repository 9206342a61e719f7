import type { Document, DocumentErasure } from '../domain/document.ts';
import { type Erasing, eraseDocument as erase, erasedParts } from '../domain/erasure.ts';
import { Refusal } from '../domain/refusal.ts';
import { writeOf } from './document-write.ts';
import type { EraseDependencies } from './erase-version.ts';
import { type Claim, once } from './once.ts';
import type { Repository } from './ports.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

export interface EraseDocumentDependencies extends EraseDependencies {
  /** SHA-256 of a text in UTF-8, lower-case hex. */
  readonly digest: (text: string) => string;
}

export interface EraseDocumentInput extends Erasing {
  readonly documentId: string;
  readonly claim?: Claim | undefined;
}

/**
 * Erases a draft: it is withdrawn, and what it said is overwritten at once; then its files are removed, and its events
 * in the log are overwritten. One that is erased stays as it is. @throws Refusal, ConflictError, UnavailableError
 */
export const eraseDocument = async (
  dependencies: EraseDocumentDependencies,
  input: EraseDocumentInput,
): Promise<DocumentErasure> => {
  const { repository, erasures } = dependencies;
  const { documentId } = input;
  const erased = await once(
    repository,
    input.claim,
    () => retryOnConflict(() => write(dependencies, input)),
    () => readErasure(dependencies, input),
  );
  // Asked for also by who repeats a request that ended just here.
  if (erased.erasure.state === 'pending') await erasures.request({ documentId });
  return erased;
};

/** @throws Refusal */
export const readErasure = async (
  { repository }: { readonly repository: Pick<Repository, 'document'> },
  { documentId }: { readonly documentId: string },
): Promise<DocumentErasure> => {
  const { erased } = await known(repository, documentId);
  if (erased !== undefined) return erased;
  throw new Refusal('document_not_erased', `Document ${documentId} has not been erased.`);
};

const write = async (
  dependencies: EraseDocumentDependencies,
  { documentId, by, reason, claim }: EraseDocumentInput,
): Promise<DocumentErasure> => {
  const { repository, calendar, clock, digest } = dependencies;
  const before = await known(repository, documentId);
  if (before.erased !== undefined) return before.erased;
  const erasing = { by, reason, digest: digest(erasedParts(before)) };
  const change = erase(before, erasing, { now: clock.now(), calendar });
  await repository.commit({
    documents: [await writeOf(dependencies, before, change)],
    ...(claim && { receipt: { ...claim, created: { documentId } } }),
  });
  return readErasure({ repository: { document: async () => change.document } }, { documentId });
};

/** The document, also one that is withdrawn. */
const known = async (
  repository: Pick<Repository, 'document'>,
  documentId: string,
): Promise<Document> => {
  const document = await repository.document(documentId);
  if (document !== undefined) return document;
  throw new Refusal('document_not_found', `There is no document ${documentId}.`);
};
