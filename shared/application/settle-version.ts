import { settleVersion as settle } from '../domain/commands.ts';
import type { Version } from '../domain/version.ts';
import { type UseCaseDependencies, writeOf } from './document-write.ts';
import type { Write } from './ports.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

export type VersionOutcome =
  | { readonly state: 'available'; readonly objectVersion: string }
  | { readonly state: 'rejected'; readonly reason: string }
  | { readonly state: 'expired' };

export interface SettleVersionInput {
  readonly documentId: string;
  readonly version: number;
  readonly outcome: VersionOutcome;
}

/** Settles an upload once; a version that is settled already, or unknown, is left as it is. */
export const settleVersion = (
  dependencies: UseCaseDependencies,
  { documentId, version: number, outcome }: SettleVersionInput,
): Promise<void> => {
  const { repository, clock, calendar } = dependencies;
  return retryOnConflict(async () => {
    const [document, version] = await Promise.all([
      repository.document(documentId),
      repository.version(documentId, number),
    ]);
    if (document === undefined || version?.state !== 'awaitingUpload') return;
    const now = clock.now();
    const settled: Version = { ...version, ...outcome, settledAt: now };
    const write: Write = {
      documents: [],
      version: { version: settled, expectedState: 'awaitingUpload' },
    };
    // Nobody waits for a file of a withdrawn draft, nor for one that never came: nothing to tell.
    if (outcome.state === 'expired' || document.withdrawnAt !== undefined) {
      return repository.commit(write);
    }
    const change = settle(
      document,
      {
        version: number,
        ...(outcome.state === 'rejected' && { rejectedBecause: outcome.reason }),
      },
      { now, calendar },
    );
    return repository.commit({
      ...write,
      documents: [await writeOf(dependencies, document, change)],
    });
  });
};
