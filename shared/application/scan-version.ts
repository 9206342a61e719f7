import { type Instant, shift } from '../domain/instant.ts';
import { type Scan, scanOutcome, scanState, type Verdict } from '../domain/scan.ts';
import type { Version } from '../domain/version.ts';
import type { UseCaseDependencies } from './document-write.ts';
import { findUpload } from './find-upload.ts';
import { retryOnConflict } from './retry-on-conflict.ts';
import { settleVersion } from './settle-version.ts';

export type ScanVersionResult =
  | 'available'
  | 'rejected'
  | 'settledBefore'
  /** What was announced, and in quarantine until a verdict comes. */
  | 'scanning'
  /** In quarantine, and no verdict will come by itself: an operator has to look. */
  | 'unscanned';

/** A verdict takes minutes; after this an operator is asked to look. */
const patienceMilliseconds = 60 * 60_000;

/** The bytes are what was announced: that it is available depends on the verdict alone. */
export const awaitVerdict = (
  dependencies: UseCaseDependencies,
  version: Version,
  objectVersion: string,
): Promise<ScanVersionResult> =>
  change(dependencies, version, (scan, now) => {
    const isJudged = scan.verdict?.objectVersion === objectVersion;
    const verified = { ...scan, verified: objectVersion };
    return isJudged ? verified : { ...verified, dueAt: shift(now, patienceMilliseconds) };
  });

/** Looks at one in quarantine again: once its time has come, and nothing else has, it is late. */
export const askForVerdict = (
  dependencies: UseCaseDependencies,
  version: Version,
): Promise<ScanVersionResult> =>
  change(dependencies, version, (scan, now) => {
    if (scan.dueAt === undefined || now < scan.dueAt) return scan;
    const { dueAt: _dueAt, ...rest } = scan;
    return { ...rest, isLate: true };
  });

export interface VerdictOnUpload extends Verdict {
  readonly key: string;
}

/**
 * Takes what the scanner says, before or after the bytes are looked at, or once more. `infected` is a file that is
 * available already.
 */
export const takeVerdict = async (
  dependencies: UseCaseDependencies,
  { key, ...verdict }: VerdictOnUpload,
): Promise<ScanVersionResult | 'infected' | 'erased' | 'unknown'> => {
  const version = await findUpload(dependencies.repository, { key });
  if (version === undefined) return 'unknown';
  if (version.state === 'erased') return 'erased';
  if (version.state === 'available') {
    const isServed = version.objectVersion === verdict.objectVersion;
    return isServed && verdict.result === 'threats' ? 'infected' : 'settledBefore';
  }
  return change(dependencies, version, ({ dueAt: _dueAt, ...scan }) => ({ ...scan, verdict }));
};

const change = (
  dependencies: UseCaseDependencies,
  { documentId, version: number }: Version,
  next: (scan: Scan, now: Instant) => Scan,
): Promise<ScanVersionResult> => {
  const { repository, clock } = dependencies;
  return retryOnConflict(async () => {
    const version = await repository.version(documentId, number);
    if (version?.state !== 'awaitingUpload') return 'settledBefore';
    const scan = next(version.scan ?? {}, clock.now());
    const outcome = scanOutcome(scan);
    if (outcome !== undefined) {
      await settleVersion(dependencies, { documentId, version: number, outcome });
      return outcome.state;
    }
    if (scan !== version.scan) {
      const expectedScan = version.scan ?? ('none' as const);
      const kept = { ...version, scan };
      const write = { version: kept, expectedState: 'awaitingUpload', expectedScan } as const;
      await repository.commit({ documents: [], version: write });
    }
    return isWaiting(scan) ? 'scanning' : 'unscanned';
  });
};

const isWaiting = (scan: Scan): boolean => {
  const state = scanState(scan);
  if (state !== undefined) return state === 'pending';
  const { result } = scan.verdict ?? {};
  return result === undefined || result === 'clean' || result === 'threats';
};
