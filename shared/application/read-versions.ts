import { Refusal } from '../domain/refusal.ts';
import { type ScanState, scanState } from '../domain/scan.ts';
import type { Version } from '../domain/version.ts';
import { existing } from './document-write.ts';
import type { Files, Repository } from './ports.ts';

interface VersionDependencies {
  readonly repository: Repository;
}

/** Versions of a document, in order of number. @throws Refusal */
export const listVersions = async (
  dependencies: VersionDependencies,
  { documentId }: { readonly documentId: string },
): Promise<Version[]> => {
  await existing(dependencies, documentId);
  return dependencies.repository.versions(documentId);
};

/** @throws Refusal */
export const readVersion = async (
  dependencies: VersionDependencies,
  { documentId, version: number }: { readonly documentId: string; readonly version: number },
): Promise<Version> => {
  await existing(dependencies, documentId);
  const version = await dependencies.repository.version(documentId, number);
  if (version !== undefined) return version;
  throw new Refusal('version_not_found', `The document has no version ${number}.`);
};

const addressSeconds = 5 * 60;

/** A short-lived address of the verified file. @throws Refusal */
export const contentAddress = async (
  dependencies: VersionDependencies & { readonly files: Pick<Files, 'downloadAddress'> },
  input: { readonly documentId: string; readonly version: number },
): Promise<string> => {
  const version = await readVersion(dependencies, input);
  if (version.state === 'available') {
    return dependencies.files.downloadAddress({ ...version, expiresInSeconds: addressSeconds });
  }
  if (version.state === 'erased') {
    throw new Refusal(
      'version_erased',
      `The file of version ${input.version} was erased at ${version.erasedAt}; the version says why.`,
    );
  }
  const scan = version.state === 'awaitingUpload' ? scanState(version.scan ?? {}) : undefined;
  const why = scan === undefined ? whyNot[version.state] : notClean(scan);
  throw new Refusal('version_not_available', `Version ${input.version} is ${why}.`);
};

const notClean = (scan: ScanState): string =>
  scan === 'pending'
    ? 'being looked at for malware: try again in a moment'
    : 'in quarantine, since it could not be looked at for malware: ask an operator, or announce another file';

const whyNot = {
  awaitingUpload: 'not uploaded and verified yet: try again in a moment',
  rejected: 'rejected, so its file is never served: see its reason',
  expired: 'expired, because no file came in time: announce a new one',
} as const;
