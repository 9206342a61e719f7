import * as z from 'zod';
import type { AnswerOf } from './answer.ts';
import { instant } from './dates.ts';
import { sha256 } from './file-announcement.ts';
import { id } from './ids.ts';

/** How far the removal from what is stored has come. */
export const erasureProgress = z
  .strictObject({
    state: z.enum(['pending', 'done']).meta({
      description:
        '`pending` until everything is removed from what is stored. Nobody can fetch it meanwhile.',
    }),
    until: z.exactOptional(
      instant.meta({
        description: 'A lock on the stored file keeps it from being removed until then.',
      }),
    ),
  })
  .meta({ id: 'ErasureProgress' });

/** That a draft was erased. */
export const documentErasure = z
  .strictObject({
    documentId: id,
    erasedAt: instant,
    erasedBy: z.string(),
    reason: z.string(),
    digest: sha256.meta({
      description:
        'SHA-256 of what was erased: JSON in the canonical form of RFC 8785, in UTF-8, of `documentId`, `issuer.body`, `keywords`, `owner`, `parties` with `id` and `name`, `registryNumber` and `title`, without those that were not stated (`issuer` stays, if empty).',
    }),
    erasure: erasureProgress,
  })
  .meta({ id: 'DocumentErasure' });

export type DocumentErasureAnswer = AnswerOf<typeof documentErasure>;
