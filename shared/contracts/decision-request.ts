import * as z from 'zod';
import type { DecisionFacts } from '#shared/domain/decision.ts';
import { limits } from '#shared/domain/limits.ts';
import { recipientKey } from '#shared/domain/recipient.ts';
import { fromAndIncluding, localDate, throughAndIncluding } from './dates.ts';
import { idInput } from './ids.ts';
import { onceEach } from './once-each.ts';
import { partyId } from './party.ts';
import { registryNumber } from './registry-number.ts';
import { line, lines } from './text.ts';

const documentVersion = z.int().min(1).max(limits.versionsPerDocument).meta({
  description: 'Number of an available version of the document.',
});

const minutes = {
  decidedOn: localDate.meta({ description: 'The day of the decision, today at the latest.' }),
  decidedBy: z.strictObject({
    organisation: line(limits.nameLength).meta({ example: 'Alingsås kommun' }),
    body: line(limits.nameLength).meta({ example: 'Kommunstyrelsen' }),
  }),
  section: z.exactOptional(
    line(limits.sectionLength).meta({
      description: 'Section of the minutes.',
      example: '§ 129',
    }),
  ),
  caseNumber: z.exactOptional(registryNumber),
  party: z.exactOptional(
    partyId.meta({
      description:
        'The party that the decision counts for; without one, every party that has adopted.',
    }),
  ),
  wording: z.exactOptional(
    lines(limits.wordingLength).meta({
      description: "The effective date in the source's own words.",
      example: 'från och med den 1 juli 2026',
    }),
  ),
  noticePostedOn: z.exactOptional(localDate),
  recipients: z
    .array(z.strictObject({ name: line(limits.nameLength) }))
    .overwrite(onceEach(({ name }) => recipientKey(name)))
    .max(limits.recipients, `At most ${limits.recipients} recipients.`)
    .default([])
    .meta({ description: 'Those the minutes say must be told ("Expedieras till").' }),
  note: z.exactOptional(lines(limits.noteLength)),
};

const from = { fromAndIncluding: z.exactOptional(fromAndIncluding) };
const period = { ...from, throughAndIncluding: z.exactOptional(throughAndIncluding) };

const proposal = z.strictObject({
  kind: z.enum(['propose', 'recommend']),
  ...minutes,
  ...period,
  documentVersion: z.exactOptional(documentVersion),
});

const adoption = z.strictObject({
  kind: z.literal('adopt'),
  ...minutes,
  ...period,
  documentVersion: z.exactOptional(documentVersion),
});

const amendment = z.strictObject({
  kind: z.literal('amend'),
  ...minutes,
  ...from,
  documentVersion,
});

const extension = z.strictObject({
  kind: z.literal('extend'),
  ...minutes,
  ...from,
  throughAndIncluding,
});

const repeal = z.strictObject({ kind: z.literal('repeal'), ...minutes, ...from });

const replacement = z.strictObject({
  kind: z.literal('replace'),
  ...minutes,
  ...from,
  replacedBy: idInput.meta({ description: '`documentId` of the document that takes over.' }),
});

/** `POST /v1/documents/{documentId}/decisions`. */
export const decisionRequest = z
  .discriminatedUnion('kind', [proposal, adoption, amendment, extension, repeal, replacement], {
    error: ({ code }) =>
      code === 'invalid_union'
        ? 'kind is one of propose, recommend, adopt, amend, extend, repeal, replace.'
        : undefined,
  })
  .meta({
    id: 'DecisionRequest',
    example: {
      kind: 'repeal',
      decidedOn: '2026-05-29',
      decidedBy: { organisation: 'Västra Götalandsregionen', body: 'Regionfullmäktige' },
      fromAndIncluding: '2026-07-01',
      wording: 'från och med den 1 juli 2026',
    },
  }) satisfies z.ZodType<DecisionFacts>;
