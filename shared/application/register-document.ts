import { type Registration, registerDocument as register } from '../domain/commands.ts';
import type { Document } from '../domain/document.ts';
import { type CreateDependencies, existing, writeOf } from './document-write.ts';
import { checkLinks } from './linked-documents.ts';
import { type Claim, once } from './once.ts';

export interface RegisterDocumentInput {
  readonly registration: Registration;
  readonly by: string;
  readonly claim?: Claim | undefined;
}

/** Registers a draft. @throws Refusal unknown_time_zone, linked_document_not_found, idempotency_key_reused */
export const registerDocument = (
  dependencies: CreateDependencies,
  { registration, by, claim }: RegisterDocumentInput,
): Promise<Document> => {
  const { repository, calendar, clock, ids } = dependencies;
  return once(
    repository,
    claim,
    async () => {
      await checkLinks(repository, registration);
      const documentId = ids.next();
      const change = register({ documentId, by, registration }, { now: clock.now(), calendar });
      await repository.commit({
        documents: [await writeOf(dependencies, undefined, change)],
        ...(claim && { receipt: { ...claim, created: { documentId } } }),
      });
      return change.document;
    },
    ({ documentId }) => existing(dependencies, String(documentId)),
  );
};
