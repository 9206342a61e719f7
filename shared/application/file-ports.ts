import type { Instant } from '../domain/instant.ts';

/** Asks for an upload, or for an erasure that is not done, to be looked at once more. */
export interface UploadChecks {
  request(check: Subject): Promise<void>;
}

/** Asks for what is erased to be removed from what is stored; more than once is harmless. */
export interface ErasureQueue {
  request(erasure: Subject): Promise<void>;
}

/** A version, or a whole document. */
interface Subject {
  readonly documentId: string;
  readonly version?: number;
}

/** Removes stored files for good. */
export interface FileRemoval {
  /**
   * Removes every version of the object, and whatever marks it as deleted. Answers until when a lock keeps any of it,
   * which then is still there.
   */
  remove(key: string): Promise<Instant | undefined>;
}

export interface UploadAddress {
  readonly url: string;
  readonly method: 'PUT';
  /** Headers that the client must send as they are; a browser may set each of them. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface StoredFile {
  readonly size: number;
  readonly objectVersion: string;
  /** The bytes, in chunks. */
  readonly body: AsyncIterable<Uint8Array>;
}

export interface Files {
  /** An address that takes exactly these bytes, once, for `expiresInSeconds`. */
  uploadAddress(file: {
    readonly key: string;
    readonly mediaType: string;
    readonly size: number;
    readonly sha256: string;
    readonly expiresInSeconds: number;
  }): Promise<UploadAddress>;
  /** An address from which the verified object version can be fetched, as an attachment. */
  downloadAddress(file: {
    readonly key: string;
    readonly objectVersion: string;
    readonly fileName: string;
    readonly mediaType: string;
    readonly expiresInSeconds: number;
  }): Promise<string>;
  /** The first version of the object that was written, or undefined when there is none. */
  open(key: string): Promise<StoredFile | undefined>;
}

/** What the bytes of a file are, whatever its name and headers say. */
export interface FileFindings {
  /** Bytes read; reading stops once they are more than asked for. */
  readonly size: number;
  /** SHA-256 of the bytes read, lower-case hex. */
  readonly sha256: string;
  /** By content; text in UTF-8 is `text/plain`, undefined is nothing that is known. */
  readonly mediaType: string | undefined;
  /** What speaks against a file that is of its type. */
  readonly hazard?: FileHazard;
}

/** Why a file of a type that is taken is not taken all the same. */
export type FileHazard =
  /** An office document with code in it. */
  | 'macros'
  /** A part of an office document that nobody can look into. */
  | 'encrypted'
  /** An office document that is far larger, or in far more parts, than any text. */
  | 'tooLargeUnpacked'
  /** An office document whose list of parts is damaged, or that lacks what makes it one. */
  | 'brokenArchive'
  /** A PDF that is a ZIP archive as well, whichever of the two it begins as. */
  | 'alsoArchive'
  /** A PDF without its end: cut off, or with something else behind it. */
  | 'unfinished';

/** Reads a file once, in bounded memory. */
export type InspectFile = (
  body: AsyncIterable<Uint8Array>,
  maxSize: number,
) => Promise<FileFindings>;
