import { type Instant, shift } from './instant.ts';
import type { Scan } from './scan.ts';

/** What the client announces before the upload; the bytes must agree with it. */
export interface FileAnnouncement {
  readonly fileName: string;
  readonly mediaType: MediaType;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of the bytes, lower-case hex. */
  readonly sha256: string;
}

export const mediaTypes = [
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.oasis.opendocument.text',
  'text/plain',
  'text/markdown',
] as const;

export type MediaType = (typeof mediaTypes)[number];

interface Numbered extends Omit<FileAnnouncement, 'fileName'> {
  readonly documentId: string;
  /** 1, 2, 3 … per document. */
  readonly version: number;
  /** Object key, unique to this version and never written twice. */
  readonly key: string;
  readonly announcedAt: Instant;
  readonly announcedBy: string;
  /** The upload address stops working here. */
  readonly uploadExpiresAt: Instant;
}

type Awaited = {
  readonly state: 'awaitingUpload';
  /** Where a scanner has to find the file clean as well. */
  readonly scan?: Scan;
};
type Rejected = {
  readonly state: 'rejected';
  readonly settledAt: Instant;
  readonly reason: string;
};
type Expired = { readonly state: 'expired'; readonly settledAt: Instant };

/** A version whose file, with its name, was erased on purpose; that there was one, and which, stays. */
export interface ErasedVersion extends Numbered {
  readonly state: 'erased';
  /** What it was until then, as far as its events tell. */
  readonly was:
    | Omit<Awaited, 'scan'>
    | { readonly state: 'available'; readonly settledAt: Instant }
    | Rejected
    | Expired;
  readonly erasedAt: Instant;
  readonly erasedBy: string;
  readonly reason: string;
  readonly erasure: FileErasure;
}

/** How far what is stored has been removed: nobody may read it any more in either case. */
export type FileErasure =
  | {
      readonly state: 'pending';
      /** When it is tried again, at the latest. */
      readonly dueAt: Instant;
      /** Until then a lock keeps it from being removed. */
      readonly until?: Instant;
    }
  | {
      readonly state: 'done';
      /** When it is looked for once more, since the upload address is still open. */
      readonly dueAt?: Instant;
    };

export type Version =
  | (Numbered &
      Pick<FileAnnouncement, 'fileName'> &
      (
        | Awaited
        | {
            readonly state: 'available';
            readonly settledAt: Instant;
            /** The object version that was verified: the only one ever served. */
            readonly objectVersion: string;
          }
        | Rejected
        | Expired
      ))
  | ErasedVersion;

export type VersionState = Version['state'];

// The notice of an upload made in the last second may still be on its way.
const uploadGraceMilliseconds = 5 * 60_000;

/** When an upload that has begun in time, and its notice, have come. */
export const uploadEndsAt = ({ uploadExpiresAt }: Pick<Version, 'uploadExpiresAt'>): Instant =>
  shift(uploadExpiresAt, uploadGraceMilliseconds);
