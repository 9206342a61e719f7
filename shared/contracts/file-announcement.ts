import * as z from 'zod';
import { fileNameFault } from '#shared/domain/file-name.ts';
import { limits } from '#shared/domain/limits.ts';
import { type FileAnnouncement, mediaTypes } from '#shared/domain/version.ts';
import { line } from './text.ts';

/** SHA-256 in hex. */
export const sha256 = z
  .string()
  .toLowerCase()
  .regex(/^[0-9a-f]{64}$/, 'Write the SHA-256 of the file as 64 hexadecimal digits.')
  .meta({ example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' });

/** `POST /v1/documents/{documentId}/versions`: what will be uploaded. */
export const fileAnnouncement = z
  .strictObject({
    fileName: line(limits.fileNameLength).meta({
      description: 'Ends as files of its type do: `.pdf`, `.docx`, `.odt`, `.txt` or `.md`.',
      example: 'riktlinje.pdf',
    }),
    mediaType: z.enum(mediaTypes),
    size: z
      .int()
      .min(1, 'An empty file cannot be a version.')
      .max(limits.fileSize, `At most ${limits.fileSize} bytes.`)
      .meta({ description: 'Bytes.' }),
    sha256,
  })
  .check(({ value: { fileName, mediaType }, issues }) => {
    const message = fileNameFault(fileName, mediaType);
    if (message === undefined) return;
    issues.push({ code: 'custom', message, input: fileName, path: ['fileName'] });
  })
  .meta({
    id: 'FileAnnouncement',
    example: {
      fileName: 'riktlinje.pdf',
      mediaType: 'application/pdf',
      size: 48213,
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    },
  }) satisfies z.ZodType<FileAnnouncement>;
