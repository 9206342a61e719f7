import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import type { InspectFile } from '#shared/application/ports.ts';
import { PlainTextCheck } from './plain-text.ts';

/** Enough to find what a ZIP archive is; nothing is unpacked but its list of content types. */
const prefixSize = 4 * 1024 * 1024;

/** Reads the bytes once; of a file of any size at most `prefixSize` is kept in memory. */
export const inspectFile: InspectFile = async (body, maxSize) => {
  const hash = createHash('sha256');
  const text = new PlainTextCheck();
  const prefix: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    if (size < prefixSize) prefix.push(chunk.subarray(0, prefixSize - size));
    size += chunk.length;
    hash.update(chunk);
    text.add(chunk);
    if (size > maxSize) break;
  }
  const mediaType = await mediaTypeOf(Buffer.concat(prefix), text.end());
  return { size, sha256: hash.digest('hex'), mediaType };
};

const mediaTypeOf = async (prefix: Buffer, isText: boolean): Promise<string | undefined> => {
  // A PDF header further in makes a file that is two things at once: it counts only at the start.
  if (prefix.subarray(0, 5).toString('latin1') === '%PDF-') return 'application/pdf';
  // Short signatures such as BM or MZ begin ordinary texts as well: text is asked for first.
  if (isText) return 'text/plain';
  // The bytes are in memory: all that can fail is making sense of them.
  const found = await fileTypeFromBuffer(prefix).catch(() => undefined);
  return found?.mime === 'application/pdf' ? undefined : found?.mime;
};
