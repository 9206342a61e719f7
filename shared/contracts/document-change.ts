import * as z from 'zod';
import type { DocumentChanges } from '#shared/domain/commands.ts';
import { keywords, links, owner, reminders, reviewBy, title } from './document-registration.ts';
import { partiesInput } from './party.ts';
import { registryNumber } from './registry-number.ts';

/** `PATCH /v1/documents/{documentId}`: what is left out stays, `null` takes an optional value away. */
export const documentChange = z
  .strictObject({
    title: z.exactOptional(title),
    keywords: z.exactOptional(keywords),
    owner: z.exactOptional(owner.nullable()),
    reviewBy: z.exactOptional(reviewBy.nullable()),
    registryNumber: z.exactOptional(registryNumber.nullable()),
    reminders: z.exactOptional(reminders.nullable()),
    supplements: z.exactOptional(links('supplements')),
    implements: z.exactOptional(links('implements')),
    parties: z.exactOptional(
      partiesInput.meta({
        description:
          'Parties to add. Those already listed may be repeated; none is removed or renamed.',
      }),
    ),
  })
  .meta({
    id: 'DocumentChange',
    example: { owner: 'Kommunledningskontoret', reviewBy: null },
  }) satisfies z.ZodType<DocumentChanges>;
