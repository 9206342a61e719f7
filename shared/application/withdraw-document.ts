import { withdrawDocument as withdraw } from '../domain/commands.ts';
import { existing, type UseCaseDependencies, writeOf } from './document-write.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

export interface WithdrawDocumentInput {
  readonly documentId: string;
  /** From If-Match: those that it may build on; any if undefined. */
  readonly revisions: readonly number[] | undefined;
}

/** Withdraws a draft without decisions. @throws Refusal, PreconditionFailedError, ConflictError */
export const withdrawDocument = (
  dependencies: UseCaseDependencies,
  { documentId, revisions }: WithdrawDocumentInput,
): Promise<void> => {
  const { repository, calendar, clock } = dependencies;
  return retryOnConflict(async () => {
    const before = await existing(dependencies, documentId, revisions);
    const change = withdraw(before, { now: clock.now(), calendar });
    await repository.commit({ documents: [await writeOf(dependencies, before, change)] });
  });
};
