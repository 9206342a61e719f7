import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import type { FileHazard } from '#shared/application/ports.ts';
import type { Tail } from './tail.ts';

/** Unpacked, in bytes: far more than any text, and still a few seconds' work for who opens it. */
const longestUnpacked = 1024 * 1024 * 1024;
const mostParts = 10_000;

/** Where an OpenDocument says how its parts are encrypted: the parts themselves look as any other (ODF 1.3, part 2, 3.4). */
const manifest = 'META-INF/manifest.xml';
/** Enough for `mostParts` in it. */
const longestManifest = 4 * 1024 * 1024;

/** Parts that hold code, as office programs name them. */
const code = /^(?:word|customXml|xl|ppt)\/.*vba\w*\.(?:bin|xml)$|^(?:Basic|Scripts|Dialogs)\//i;

/** The parts without which an archive is no document of the type. */
const needed: Readonly<Record<string, readonly string[]>> = {
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': [
    '[Content_Types].xml',
    'word/document.xml',
  ],
  'application/vnd.oasis.opendocument.text': ['mimetype', 'content.xml'],
};

/** Whether files of the type are ZIP archives that this knows. */
export const isOffice = (mediaType: string): boolean => mediaType in needed;

/**
 * What speaks against an office document, by the list of its parts at its end: the one that office programs go by.
 * Nothing is unpacked but the manifest of an OpenDocument.
 */
export const archiveHazard = async (
  mediaType: string,
  tail: Tail,
): Promise<FileHazard | undefined> => {
  try {
    return await hazardIn(tail, needed[mediaType] ?? []);
  } catch {
    // The bytes are in memory: all that can fail is making sense of them.
    return 'brokenArchive';
  }
};

/** Whether the bytes are a ZIP archive, whatever else they are. */
export const isArchive = async ({ size, bytes }: Tail): Promise<boolean> => {
  try {
    await opened({ size, bytes });
    return true;
  } catch {
    return false;
  }
};

const opened = (tail: Tail) =>
  fromRandomAccessReaderPromise(new TailReader(tail), tail.size, {
    lazyEntries: true,
    autoClose: false,
    strictFileNames: true,
  });

const hazardIn = async (tail: Tail, parts: readonly string[]): Promise<FileHazard | undefined> => {
  const archive = await opened(tail);
  if (archive.entryCount > mostParts) return 'tooLargeUnpacked';
  const missing = new Set(parts);
  let unpacked = 0;
  for await (const part of archive.eachEntry()) {
    missing.delete(part.fileName);
    unpacked += part.uncompressedSize;
    if (unpacked > longestUnpacked) return 'tooLargeUnpacked';
    if (code.test(part.fileName)) return 'macros';
    if (part.isEncrypted()) return 'encrypted';
    if (part.fileName !== manifest || part.relativeOffsetOfLocalHeader < beginning(tail)) continue;
    if (part.uncompressedSize > longestManifest) return 'tooLargeUnpacked';
    if (await saysEncrypted(archive, part)) return 'encrypted';
  }
  return missing.size === 0 ? undefined : 'brokenArchive';
};

const saysEncrypted = async (archive: ZipFile, part: Entry): Promise<boolean> =>
  (await buffer(await archive.openReadStreamPromise(part))).includes('encryption-data');

/** Where in the file that begins which was kept. */
const beginning = ({ size, bytes }: Tail): number => size - bytes.length;

/** Reads no more than what was kept: a list of parts that begins before it is longer than any document's. */
class TailReader extends RandomAccessReader {
  readonly #tail: Tail;

  constructor(tail: Tail) {
    super();
    this.#tail = tail;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    const start = position - beginning(this.#tail);
    if (start < 0) {
      callback(new RangeError('Not among the last bytes'));
      return;
    }
    this.#tail.bytes.copy(buffer, offset, start, start + length);
    callback(null);
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const first = beginning(this.#tail);
    return Readable.from([this.#tail.bytes.subarray(start - first, end - first)]);
  }
}
