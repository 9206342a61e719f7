import * as z from 'zod';
import { documentTypes } from '#shared/domain/document.ts';
import { limits } from '#shared/domain/limits.ts';
import { localDate } from './dates.ts';
import { idInput } from './ids.ts';
import { onceEach } from './once-each.ts';
import { partiesInput } from './party.ts';
import { registryNumber } from './registry-number.ts';
import { line } from './text.ts';

export const title = line(limits.titleLength).meta({ example: 'Riktlinje för medborgardialog' });

export const owner = line(limits.nameLength).meta({ example: 'Kommunledningskontoret' });

export const keywords = z
  .array(line(limits.keywordLength))
  .overwrite(onceEach())
  .max(limits.keywords, `At most ${limits.keywords} keywords.`);

export const reviewBy = localDate.meta({
  description: 'Day by which the document should be reviewed: a reminder, never an expiry.',
});

/** Days ahead. */
export const reminders = z
  .array(
    z
      .int()
      .min(1, 'A reminder is due at least 1 day before.')
      .max(limits.reminderDays, `A reminder is due at most ${limits.reminderDays} days before.`),
  )
  .overwrite(onceEach())
  .max(limits.remindersPerDocument, `At most ${limits.remindersPerDocument} reminders.`)
  .meta({
    description: `Days before a coming change, and before \`reviewBy\`, on which \`document.dueSoon\` is told; without it ${limits.reminders.join(', ')}; empty for none.`,
  });

/** Ids of other documents: plain links. */
export const links = (relation: string) =>
  z
    .array(idInput)
    .overwrite(onceEach())
    .max(limits.linksPerDocument, `At most ${limits.linksPerDocument} links.`)
    .meta({ description: `Documents that this one ${relation}.` });

const isLanguageTag = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag;
  } catch {
    return false;
  }
};

export const language = z
  .string()
  .max(35)
  .refine(isLanguageTag, { error: 'Write a BCP 47 language tag, such as sv or en-GB.' })
  .meta({ example: 'sv' });

/** `POST /v1/documents`. */
export const documentRegistration = z
  .strictObject({
    title,
    type: z.enum(documentTypes),
    language: language.default('sv'),
    issuer: z.strictObject({
      organisation: line(limits.nameLength),
      body: z.exactOptional(line(limits.nameLength)),
    }),
    owner: z.exactOptional(owner),
    registryNumber: z.exactOptional(registryNumber),
    adoption: z.enum(['common', 'perParty']).default('common').meta({
      description:
        '`common`: one decision settles the status. `perParty`: each party decides for itself. Fixed at registration.',
    }),
    parties: partiesInput.default([]),
    keywords: keywords.default([]),
    timeZone: z.exactOptional(
      line(64).meta({
        description:
          'IANA name of the zone in which its dates are local. Fixed at registration; without it, the zone of this installation.',
        example: 'Europe/Stockholm',
      }),
    ),
    reviewBy: z.exactOptional(reviewBy),
    reminders: z.exactOptional(reminders),
    supplements: z.exactOptional(links('supplements')),
    implements: z.exactOptional(links('implements')),
  })
  .meta({
    id: 'DocumentRegistration',
    example: {
      title: 'Riktlinje för medborgardialog',
      type: 'guideline',
      language: 'sv',
      issuer: { organisation: 'Västra Götalandsregionen' },
      registryNumber: '2020.246 KS',
      adoption: 'perParty',
      parties: [{ id: 'alingsas', name: 'Alingsås kommun' }],
      keywords: ['medborgardialog'],
    },
  });
