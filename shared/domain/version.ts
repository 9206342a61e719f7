import type { Instant } from './instant.ts';

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

interface Announced extends FileAnnouncement {
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

export type Version = Announced &
  (
    | { readonly state: 'awaitingUpload' }
    | {
        readonly state: 'available';
        readonly settledAt: Instant;
        /** The object version that was verified: the only one ever served. */
        readonly objectVersion: string;
      }
    | { readonly state: 'rejected'; readonly settledAt: Instant; readonly reason: string }
    | { readonly state: 'expired'; readonly settledAt: Instant }
  );

export type VersionState = Version['state'];
