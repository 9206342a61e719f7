import { withdrawDocument as withdraw } from '../domain/commands.ts';
import { existing, type UseCaseDependencies, writeOf } from './document-write.ts';

/** Withdraws a draft without decisions. @throws Refusal, PreconditionFailedError, ConflictError */
export const withdrawDocument = async (
  dependencies: UseCaseDependencies,
  { documentId, expectedRevision }: { documentId: string; expectedRevision: number },
): Promise<void> => {
  const { repository, calendar, clock } = dependencies;
  const before = await existing(dependencies, documentId, expectedRevision);
  const change = withdraw(before, { now: clock.now(), calendar });
  await repository.commit({ documents: [await writeOf(dependencies, before, change)] });
};
