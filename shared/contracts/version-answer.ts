import * as z from 'zod';
import { scanStates } from '#shared/domain/scan.ts';
import { mediaTypes, type VersionState } from '#shared/domain/version.ts';
import type { AnswerOf } from './answer.ts';
import { instant } from './dates.ts';
import { erasureProgress } from './erasure-answer.ts';
import { sha256 } from './file-announcement.ts';

const version = {
  version: z.int(),
  state: z.enum([
    'awaitingUpload',
    'available',
    'rejected',
    'expired',
    'erased',
  ]) satisfies z.ZodType<VersionState>,
  fileName: z.exactOptional(z.string().meta({ description: 'Gone once the file is erased.' })),
  mediaType: z.enum(mediaTypes),
  size: z.int(),
  sha256,
  announcedAt: instant,
  announcedBy: z.string(),
  uploadExpiresAt: instant,
  settledAt: z.exactOptional(instant),
  reason: z.exactOptional(z.string().meta({ description: 'Why it was rejected, or erased.' })),
  malwareScan: z.exactOptional(
    z.enum(scanStates).meta({
      description:
        'Of a file that is what was announced and has to be found clean before it is available: `pending` until the scanner says so. With any other value it stays in quarantine, and an operator has been told.',
    }),
  ),
  erasedAt: z.exactOptional(instant),
  erasedBy: z.exactOptional(z.string()),
  erasure: z.exactOptional(erasureProgress),
};

/** A version of a document's file. */
export const versionAnswer = z.strictObject(version).meta({ id: 'Version' });

/** The answer to an announcement: the address that takes exactly the announced bytes, once. */
export const versionAnnounced = z
  .strictObject({
    ...version,
    upload: z.exactOptional(
      z
        .strictObject({
          url: z.string(),
          method: z.literal('PUT'),
          headers: z.record(z.string(), z.string()).meta({
            description: 'To be sent as they are; a browser may set each of them.',
          }),
          expiresAt: instant,
        })
        .meta({ description: 'Present while the upload is awaited.' }),
    ),
  })
  .meta({ id: 'VersionAnnounced' });

export type VersionAnswer = AnswerOf<typeof versionAnswer>;
