import type { Instant } from './instant.ts';

export const scanResults = ['clean', 'threats', 'unsupported', 'accessDenied', 'failed'] as const;

export type ScanResult = (typeof scanResults)[number];

/** What a scanner found in one version of an object. */
export interface Verdict {
  readonly objectVersion: string;
  readonly result: ScanResult;
  /** Names of what was found. */
  readonly threats?: readonly string[];
}

/** What is known of an upload that has to be found clean as well; either may come first. */
export interface Scan {
  /** The object version whose bytes are what was announced. */
  readonly verified?: string;
  readonly verdict?: Verdict;
  /** When it is asked why no verdict has come. */
  readonly dueAt?: Instant;
  /** It was asked, and there was none. */
  readonly isLate?: true;
}

/** How it stands with a file that is what was announced: `pending` until its verdict comes. */
export const scanStates = ['pending', 'late', 'unsupported', 'accessDenied', 'failed'] as const;

export type ScanState = (typeof scanStates)[number];

/** What becomes of the version, once both are known. */
export const scanOutcome = (
  scan: Scan,
):
  | { readonly state: 'available'; readonly objectVersion: string }
  | { readonly state: 'rejected'; readonly reason: string }
  | undefined => {
  const { verified } = scan;
  const verdict = verdictOf(scan);
  if (verified === undefined || verdict === undefined) return undefined;
  if (verdict.result === 'clean') return { state: 'available', objectVersion: verified };
  if (verdict.result !== 'threats') return undefined;
  const names = verdict.threats?.length ? `: ${verdict.threats.join(', ')}` : '';
  return {
    state: 'rejected',
    reason: `Malware was found in the file${names}. It stays in quarantine, where nobody can fetch it, until an operator erases it.`,
  };
};

/** Undefined as long as the bytes have not been looked at. */
export const scanState = (scan: Scan): ScanState | undefined => {
  if (scan.verified === undefined) return undefined;
  const result = verdictOf(scan)?.result;
  if (result === undefined || result === 'clean' || result === 'threats') {
    return scan.isLate ? 'late' : 'pending';
  }
  return result;
};

/** A verdict on other bytes than those that were looked at says nothing. */
const verdictOf = ({ verified, verdict }: Scan): Verdict | undefined =>
  verified === undefined || verdict?.objectVersion === verified ? verdict : undefined;
