import { changeDocument as change, type DocumentChanges } from '../domain/commands.ts';
import type { Document } from '../domain/document.ts';
import { withConditions } from '../domain/plan.ts';
import { timeline } from '../domain/timeline.ts';
import { existing, type UseCaseDependencies, writeOf } from './document-write.ts';
import { checkLinks } from './linked-documents.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

export interface ChangeDocumentInput {
  readonly documentId: string;
  /** From If-Match: those that it may build on; any if undefined. */
  readonly revisions: readonly number[] | undefined;
  readonly changes: DocumentChanges;
}

/** Changes metadata. @throws PreconditionFailedError, ConflictError, Refusal */
export const changeDocument = (
  dependencies: UseCaseDependencies,
  { documentId, revisions, changes }: ChangeDocumentInput,
): Promise<Document> => {
  const { repository, calendar, clock } = dependencies;
  return retryOnConflict(async () => {
    const before = await existing(dependencies, documentId, revisions);
    await checkLinks(repository, changes, before);
    const changed = change(before, changes, { now: clock.now(), calendar });
    if (changed.facts.length === 0) return before;
    const document = await stillAwaiting(dependencies, before, changed.document);
    const write = await writeOf(dependencies, before, { ...changed, document });
    await repository.commit({ documents: [write] });
    return write.document;
  });
};

/** A party that is added may keep a condition from being met that had been. */
const stillAwaiting = async (
  { repository, calendar }: UseCaseDependencies,
  before: Document,
  changed: Document,
): Promise<Document> => {
  if (changed.awaiting.length === 0 || changed.parties.length === before.parties.length) {
    return changed;
  }
  const decisions = await repository.decisions(changed.documentId);
  return withConditions(changed, timeline(changed, decisions, calendar));
};
