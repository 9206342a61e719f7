import { changeDocument as change, type DocumentChanges } from '../domain/commands.ts';
import type { Document } from '../domain/document.ts';
import { existing, type UseCaseDependencies, writeOf } from './document-write.ts';

export interface ChangeDocumentInput {
  readonly documentId: string;
  readonly expectedRevision: number;
  readonly changes: DocumentChanges;
}

/** Changes metadata. @throws PreconditionFailedError, ConflictError, Refusal */
export const changeDocument = async (
  dependencies: UseCaseDependencies,
  { documentId, expectedRevision, changes }: ChangeDocumentInput,
): Promise<Document> => {
  const { repository, calendar, clock } = dependencies;
  const before = await existing(dependencies, documentId, expectedRevision);
  const changed = change(before, changes, { now: clock.now(), calendar });
  if (changed.facts.length === 0) return before;
  const write = await writeOf(dependencies, before, changed);
  await repository.commit({ documents: [write] });
  return write.document;
};
