import type { MediaType, Version } from '../domain/version.ts';
import type { DocumentDependencies } from './document-write.ts';
import { findUpload, type UploadToVerify } from './find-upload.ts';
import type { Clock, ErasureQueue, FileFindings, FileHazard, Files, InspectFile } from './ports.ts';
import { askForVerdict, awaitVerdict, type ScanVersionResult } from './scan-version.ts';
import { settleVersion, type VersionOutcome } from './settle-version.ts';

export interface VerifyUploadDependencies extends DocumentDependencies {
  readonly clock: Pick<Clock, 'now'>;
  readonly files: Pick<Files, 'open'>;
  readonly erasures: ErasureQueue;
  readonly inspect: InspectFile;
  /** A file has to be found clean by a scanner as well, whose verdict comes by itself. */
  readonly malwareScan: boolean;
}

export type VerifyUploadResult =
  | ScanVersionResult
  | 'expired'
  /** Nothing has been uploaded, and there is time left. */
  | 'awaited'
  /** Whatever is stored is to be removed: asked for. */
  | 'erased'
  /** No version of a document has this key. */
  | 'unknown';

/**
 * Settles a version by the bytes that were uploaded for it: available when they are what was
 * announced, rejected with the reason when not, expired when none came in time. With a scanner it is available once
 * its verdict has come, too.
 */
export const verifyUpload = async (
  dependencies: VerifyUploadDependencies,
  upload: UploadToVerify,
): Promise<VerifyUploadResult> => {
  const { repository, erasures } = dependencies;
  if ('documentId' in upload && upload.version === undefined) {
    await erasures.request({ documentId: upload.documentId });
    return 'erased';
  }
  const version = await findUpload(repository, upload);
  if (version === undefined) return 'unknown';
  if (version.state === 'erased') {
    const { documentId, version: number } = version;
    await erasures.request({ documentId, version: number });
    return 'erased';
  }
  if (version.state !== 'awaitingUpload') return 'settledBefore';
  const { malwareScan } = dependencies;
  if (malwareScan && version.scan?.verified) return askForVerdict(dependencies, version);
  const outcome = await outcomeOf(dependencies, version);
  if (outcome === undefined) return 'awaited';
  if (malwareScan && outcome.state === 'available') {
    return awaitVerdict(dependencies, version, outcome.objectVersion);
  }
  const { documentId, version: number } = version;
  await settleVersion(dependencies, { documentId, version: number, outcome });
  return outcome.state;
};

const outcomeOf = async (
  { files, inspect, clock }: VerifyUploadDependencies,
  version: Version,
): Promise<VersionOutcome | undefined> => {
  const file = await files.open(version.key);
  if (file === undefined) {
    return clock.now() < version.uploadExpiresAt ? undefined : { state: 'expired' };
  }
  const reason = faultOf(version, await inspect(file.body, version.size));
  return reason === undefined
    ? { state: 'available', objectVersion: file.objectVersion }
    : { state: 'rejected', reason };
};

/** How the bytes differ from the announcement, in words for its author. */
const faultOf = (
  announced: Pick<Version, 'size' | 'sha256' | 'mediaType'>,
  found: FileFindings,
): string | undefined => {
  if (found.size > announced.size) {
    return `The file is larger than the ${announced.size} bytes that were announced.`;
  }
  if (found.size < announced.size) {
    return `The file has ${found.size} bytes, not the ${announced.size} that were announced.`;
  }
  if (found.sha256 !== announced.sha256) {
    return `The SHA-256 of the file is ${found.sha256}, not the one that was announced: another file was sent, or it was changed on the way.`;
  }
  if (contentOf[announced.mediaType] === found.mediaType) {
    return found.hazard && hazards[found.hazard];
  }
  const what = found.mediaType === undefined ? 'of no known type' : `of type ${found.mediaType}`;
  return `The file was announced as ${names[announced.mediaType]}, but its content is ${what}.`;
};

const hazards: Readonly<Record<FileHazard, string>> = {
  macros: 'The file holds macros, which a governing document does not need: save it without them.',
  encrypted:
    'The file is encrypted, so that nobody could look into it: save it without a password.',
  tooLargeUnpacked:
    'The file would be larger than 1 GiB, or in more than 10,000 parts, once unpacked: leave out what makes it so.',
  brokenArchive:
    'The list of what the file consists of is damaged or lacks what such a document needs: save it anew.',
  alsoArchive:
    'The file is a PDF and a ZIP archive at the same time: save it anew, without what is behind it.',
  unfinished:
    'The file begins as a PDF but does not end as one: it was cut off, or something else is behind its end. Save it anew.',
};

/** What content must be found for an announced type: Markdown is text. */
const contentOf: Readonly<Record<MediaType, string>> = {
  'application/pdf': 'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document':
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.oasis.opendocument.text': 'application/vnd.oasis.opendocument.text',
  'text/plain': 'text/plain',
  'text/markdown': 'text/plain',
};

const names: Readonly<Record<MediaType, string>> = {
  'application/pdf': 'PDF',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document':
    'a Word document (DOCX)',
  'application/vnd.oasis.opendocument.text': 'an OpenDocument text (ODT)',
  'text/plain': 'plain text (UTF-8 without control characters)',
  'text/markdown': 'Markdown (UTF-8 without control characters)',
};
