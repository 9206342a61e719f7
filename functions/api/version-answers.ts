import { wholeNumber } from '#shared/contracts/list.ts';
import type { VersionAnswer } from '#shared/contracts/version-answer.ts';
import { limits } from '#shared/domain/limits.ts';
import { type Scan, scanState } from '#shared/domain/scan.ts';
import type { FileErasure, Version } from '#shared/domain/version.ts';
import { documentParams } from './documents.ts';

export const versionParams = documentParams.extend({
  version: wholeNumber(limits.versionsPerDocument),
});

/** A version as the API tells it. */
export const versionAnswerOf = (version: Version): VersionAnswer => ({
  version: version.version,
  state: version.state,
  ...('fileName' in version && { fileName: version.fileName }),
  mediaType: version.mediaType,
  size: version.size,
  sha256: version.sha256,
  announcedAt: version.announcedAt,
  announcedBy: version.announcedBy,
  uploadExpiresAt: version.uploadExpiresAt,
  ...('settledAt' in version && { settledAt: version.settledAt }),
  ...('reason' in version && { reason: version.reason }),
  ...(version.state === 'awaitingUpload' && scanOf(version.scan)),
  ...(version.state === 'erased' && {
    erasedAt: version.erasedAt,
    erasedBy: version.erasedBy,
    erasure: progressOf(version.erasure),
  }),
});

const scanOf = (scan: Scan = {}): Pick<VersionAnswer, 'malwareScan'> => {
  const malwareScan = scanState(scan);
  return malwareScan === undefined ? {} : { malwareScan };
};

/** How far the removal from what is stored has come. */
export const progressOf = (erasure: FileErasure): NonNullable<VersionAnswer['erasure']> => ({
  state: erasure.state,
  ...(erasure.state === 'pending' && erasure.until !== undefined && { until: erasure.until }),
});
