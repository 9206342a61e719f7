import * as z from 'zod';
import { fromAndIncluding, instant, localDate, throughAndIncluding } from './dates.ts';
import { decisionKind } from './decision-summary.ts';
import { aboutDocument, documentLinks } from './document-event-data.ts';
import { id } from './ids.ts';

/** The decision behind an event, as its minutes identify it. */
export const eventDecision = z
  .strictObject({
    decisionId: id.meta({ description: 'Of this decision in the API.' }),
    kind: decisionKind.meta({ description: 'What it decides.' }),
    decidedOn: localDate.meta({ description: 'The day of the decision.' }),
    decidedBy: z
      .strictObject({
        organisation: z.string().meta({ description: 'The organisation that decided.' }),
        body: z.string().meta({ description: 'The body of it that decided.' }),
      })
      .meta({ description: 'Who decided.' }),
    section: z.exactOptional(
      z.string().meta({ description: 'Section of the minutes.', example: '§ 129' }),
    ),
    caseNumber: z.exactOptional(
      z.string().meta({ description: 'Registry number, as written.', example: '2020.246 KS' }),
    ),
    fromAndIncluding: z.exactOptional(
      fromAndIncluding.meta({
        description:
          'First day of effect as stated: a day, a month, or a local time with its zone. Absent: from the day of the decision.',
      }),
    ),
  })
  .meta({ id: 'EventDecision', description: 'The decision behind it.' });

/** Links of an event that has a decision behind it. */
export const decisionLinks = documentLinks
  .extend({ decision: z.string().meta({ description: 'The whole decision.' }) })
  .meta({ description: 'Paths of the API, with more to read.' });

export const decisionRecordedData = z.strictObject({
  ...aboutDocument,
  party: z.exactOptional(
    z.string().meta({ description: 'Id of the party that the decision counts for alone.' }),
  ),
  documentVersion: z.exactOptional(
    z.int().min(1).meta({ description: 'The version that is decided about.' }),
  ),
  throughAndIncluding: z.exactOptional(
    throughAndIncluding.meta({ description: 'Last day of effect as stated, itself included.' }),
  ),
  replacedBy: z.exactOptional(id.meta({ description: 'The document that takes over.' })),
  wording: z.exactOptional(
    z.string().meta({ description: "The effective date in the source's own words." }),
  ),
  recipients: z.exactOptional(
    z.array(z.string()).meta({
      description: 'Names of those to whom it is to be sent ("Expedieras till").',
    }),
  ),
  effectiveBeforeDecided: z.boolean().meta({
    description: 'Whether it takes effect before the day on which it was decided.',
  }),
  decision: eventDecision,
  recordedAt: instant.meta({ description: 'The same as `recordedtime`.' }),
  links: decisionLinks,
});
