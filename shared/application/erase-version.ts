import { type Erasing, erasedVersion, tellErased } from '../domain/erasure.ts';
import type { ErasedVersion } from '../domain/version.ts';
import { existing, type UseCaseDependencies, writeOf } from './document-write.ts';
import { type Claim, once } from './once.ts';
import type { ErasureQueue } from './ports.ts';
import { readVersion } from './read-versions.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

export interface EraseDependencies extends UseCaseDependencies {
  readonly erasures: ErasureQueue;
}

export interface EraseVersionInput extends Erasing {
  readonly documentId: string;
  readonly version: number;
  readonly claim?: Claim | undefined;
}

/**
 * Erases the file of a version: from the write on nobody can fetch it or decide about it, and then it is removed. One
 * that is erased stays as it is. @throws Refusal, ConflictError, UnavailableError
 */
export const eraseVersion = async (
  dependencies: EraseDependencies,
  input: EraseVersionInput,
): Promise<ErasedVersion> => {
  const { repository, erasures } = dependencies;
  const { documentId, version } = input;
  const read = async () => asErased(await readVersion(dependencies, input));
  const erased = await once(
    repository,
    input.claim,
    () => retryOnConflict(() => write(dependencies, input)),
    read,
  );
  // Asked for also by who repeats a request that ended just here.
  if (erased.erasure.state === 'pending') await erasures.request({ documentId, version });
  return erased;
};

const write = async (
  dependencies: EraseDependencies,
  { documentId, version: number, by, reason, claim }: EraseVersionInput,
): Promise<ErasedVersion> => {
  const { repository, calendar, clock } = dependencies;
  const document = await existing(dependencies, documentId);
  const version = await readVersion(dependencies, { documentId, version: number });
  if (version.state === 'erased') return version;
  const now = clock.now();
  const erased = erasedVersion(version, { by, reason }, now);
  const change = tellErased(document, erased, { now, calendar });
  await repository.commit({
    documents: [await writeOf(dependencies, document, change)],
    version: { version: erased, expectedState: version.state },
    ...(claim && { receipt: { ...claim, created: { documentId, version: number } } }),
  });
  return erased;
};

const asErased = (version: Awaited<ReturnType<typeof readVersion>>): ErasedVersion => {
  if (version.state === 'erased') return version;
  throw new Error(
    `Version ${version.version} has a receipt of its erasure but is ${version.state}`,
  );
};
