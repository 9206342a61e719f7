import { createHash } from 'node:crypto';
import type { FileHazard, InspectFile } from '#shared/application/ports.ts';
import { markupIn } from './markup.ts';
import { PlainTextCheck } from './plain-text.ts';
import { type Tail, TailKeeper } from './tail.ts';

/** Enough to find what a ZIP archive is, at its beginning, and what it holds, at its end; nothing else is unpacked. */
const keptSize = 4 * 1024 * 1024;

/** Reads the bytes once; of a file of any size twice `keptSize` at most is kept in memory. */
export const inspectFile: InspectFile = async (body, maxSize) => {
  const hash = createHash('sha256');
  const text = new PlainTextCheck();
  const prefix: Uint8Array[] = [];
  const tail = new TailKeeper(keptSize);
  let size = 0;
  for await (const chunk of body) {
    if (size < keptSize) prefix.push(chunk.subarray(0, keptSize - size));
    size += chunk.length;
    hash.update(chunk);
    text.add(chunk);
    tail.add(chunk);
    if (size > maxSize) break;
  }
  const beginning = Buffer.concat(prefix);
  const mediaType = await mediaTypeOf(beginning, text.end());
  const hazard = size > maxSize ? undefined : await hazardOf(mediaType, beginning, tail.end());
  return {
    size,
    sha256: hash.digest('hex'),
    mediaType,
    ...(hazard !== undefined && { hazard }),
  };
};

const mediaTypeOf = async (prefix: Buffer, isText: boolean): Promise<string | undefined> => {
  // A PDF header further in makes a file that is two things at once: it counts only at the start.
  if (prefix.subarray(0, 5).toString('latin1') === '%PDF-') return 'application/pdf';
  // Short signatures such as BM or MZ begin ordinary texts as well: text is asked for first.
  if (isText) return markupIn(prefix) ?? 'text/plain';
  const { fileTypeFromBuffer } = await import('file-type');
  // The bytes are in memory: all that can fail is making sense of them.
  const found = await fileTypeFromBuffer(prefix).catch(() => undefined);
  return found?.mime === 'application/pdf' ? undefined : found?.mime;
};

const hazardOf = async (
  mediaType: string | undefined,
  prefix: Buffer,
  tail: Tail,
): Promise<FileHazard | undefined> => {
  if (mediaType === undefined || mediaType === 'text/plain') return undefined;
  const { archiveHazard, isArchive, isOffice } = await import('./archive.ts');
  if (mediaType === 'application/pdf') {
    if (await isArchive(tail)) return 'alsoArchive';
    return hasEnd(tail) ? undefined : 'unfinished';
  }
  if (!isOffice(mediaType)) return undefined;
  return hasBeginning(prefix) ? 'alsoArchive' : archiveHazard(mediaType, tail);
};

/** Programs look for the header of a PDF in its first 1024 bytes (PDF Reference 1.7, implementation note 13). */
const hasBeginning = (prefix: Buffer): boolean => prefix.subarray(0, 1024).includes('%PDF-');

/** Programs look for the end of a PDF in its last 1024 bytes (PDF Reference 1.7, implementation note 18). */
const hasEnd = ({ bytes }: Tail): boolean => bytes.subarray(-1024).includes('%%EOF');
