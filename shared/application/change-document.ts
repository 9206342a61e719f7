import { changeDocument as change, type DocumentChanges } from '../domain/commands.ts';
import type { Change, Document } from '../domain/document.ts';
import { replan, withConditions } from '../domain/plan.ts';
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
    const write = await writeOf(
      dependencies,
      before,
      await replanned(dependencies, before, changed),
    );
    await repository.commit({ documents: [write] });
    return write.document;
  });
};

/**
 * What a change needs the decisions for: a party that is added may keep a condition from being met, and
 * reminders may be of what is not on the document's plan.
 */
const replanned = async (
  { repository, calendar }: UseCaseDependencies,
  before: Document,
  change: Change,
): Promise<Change> => {
  const { document, facts } = change;
  const isJoined = document.parties.length > before.parties.length && document.awaiting.length > 0;
  const isCut = !document.plannedInFull && document.reminders !== before.reminders;
  if (!isJoined && !isCut) return change;
  const whole = timeline(document, await repository.decisions(document.documentId), calendar);
  const joined = isJoined ? withConditions(change, whole) : change;
  if (!isCut) return joined;
  return { ...joined, document: replan(joined.document, facts, whole, calendar) };
};
