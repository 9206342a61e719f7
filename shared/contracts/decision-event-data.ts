import * as z from 'zod';
import { conditions, type ProceedingKind } from '#shared/domain/decision.ts';
import { fromAndIncluding, instant, localDate, throughAndIncluding } from './dates.ts';
import { actKind } from './decision-summary.ts';
import { aboutDocument, documentLinks } from './document-event-data.ts';
import { id } from './ids.ts';
import { status } from './status.ts';

/** The decision behind an event, as its minutes identify it. */
export const eventDecision = z
  .strictObject({
    decisionId: id.meta({ description: 'Of this decision in the API.' }),
    kind: actKind.meta({ description: 'What it decides.' }),
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
          'First day of effect as stated, or as set later: a day, a month, or a local time with its zone. Absent: from the day of the decision, or a day that is not known yet.',
      }),
    ),
    legallyFinalOn: z.exactOptional(
      localDate.meta({
        description:
          'The first day on which it is legally final, as far as was known when this was told.',
      }),
    ),
  })
  .meta({ id: 'EventDecision', description: 'The decision behind it.' });

/** Links of an event that has a decision behind it. */
export const decisionLinks = documentLinks
  .extend({ decision: z.string().meta({ description: 'The whole decision.' }) })
  .meta({ description: 'Paths of the API, with more to read.' });

const party = z.string().meta({
  description: 'Id of the party that the decision counts for alone.',
  example: 'alingsas',
});

const condition = z.enum(conditions);

const cancelled = z
  .array(
    z.strictObject({
      at: instant.meta({ description: 'When it would have come.' }),
      party: z.exactOptional(
        z.string().meta({ description: 'Id of the party, where it is for one party.' }),
      ),
      from: status.meta({ description: 'The status that it would have changed.' }),
      to: status.meta({
        description: 'The status that would have come; the same as `from` for a version.',
      }),
    }),
  )
  .meta({ description: 'Coming changes that come no more, at least not then. None where absent.' });

const recordedAt = instant.meta({ description: 'The same as `recordedtime`.' });

/** What the minutes state beside what every event says of a decision. */
const statedDetails = {
  documentVersion: z.exactOptional(
    z.int().min(1).meta({ description: 'The version that is decided about.' }),
  ),
  throughAndIncluding: z.exactOptional(
    throughAndIncluding.meta({ description: 'Last day of effect as stated, itself included.' }),
  ),
  takesEffectWhen: z.exactOptional(
    condition.meta({
      description:
        'Where the day of effect is not known yet: what it waits for. `other` is whatever `wording` says.',
    }),
  ),
  replacedBy: z.exactOptional(id.meta({ description: 'The document that takes over.' })),
  concerns: z.exactOptional(
    id.meta({ description: 'The decision that it revokes, annuls or sets the date of.' }),
  ),
  wording: z.exactOptional(
    z.string().meta({ description: "The effective date in the source's own words." }),
  ),
};

export const decisionRecordedData = z.strictObject({
  ...aboutDocument,
  party: z.exactOptional(party),
  ...statedDetails,
  recipients: z.exactOptional(
    z.array(z.string()).meta({
      description:
        'Names of those to whom it is to be sent ("Expedieras till"): those it names, and those named by what it revokes, annuls or dates.',
    }),
  ),
  effectiveBeforeDecided: z.boolean().meta({
    description: 'Whether it takes effect before the day on which it was decided.',
  }),
  cancelled: z.exactOptional(cancelled),
  decision: eventDecision,
  recordedAt,
  links: decisionLinks,
});

export const decisionCorrectedData = z.strictObject({
  ...aboutDocument,
  ...statedDetails,
  correctionId: id.meta({ description: 'The correction, as the API has it.' }),
  proceedingId: z.exactOptional(
    id.meta({
      description:
        'The wrong record, where it was of a notice, an appeal or the end of one. Absent: the wrong record was of the decision itself.',
    }),
  ),
  struck: z.boolean().meta({
    description:
      'True where the record is struck, for what never was; false where another takes its place.',
  }),
  party: z.exactOptional(party),
  recipients: z.exactOptional(
    z.array(z.string()).meta({
      description: 'Names of those to whom the wrong record was sent, or the right one is to be.',
    }),
  ),
  cancelled: z.exactOptional(cancelled),
  decision: z.exactOptional(
    eventDecision.meta({
      description:
        'As the record has it now; one that is struck, as it was. Absent where a proceeding of a struck decision was corrected.',
    }),
  ),
  recordedAt,
  links: decisionLinks
    .extend({
      correction: z.string().meta({ description: 'The correction, with what was put in place.' }),
      proceeding: z.exactOptional(
        z.string().meta({ description: 'The proceeding whose record was wrong.' }),
      ),
    })
    .meta({ description: 'Paths of the API, with more to read.' }),
});

export const proceedingRecordedData = z.strictObject({
  ...aboutDocument,
  proceedingId: id.meta({ description: 'The proceeding, as the API has it.' }),
  proceeding: z
    .enum(['notice', 'appeal', 'endAppeal'] as const satisfies readonly ProceedingKind[])
    .meta({
      description:
        'What happened to the decision: it was announced on the notice board, an appeal was lodged, or an appeal is over.',
    }),
  on: localDate.meta({
    description: 'The day on which the notice was posted, or the appeal lodged or ended.',
  }),
  party: z.exactOptional(party),
  decision: eventDecision,
  recordedAt,
  links: decisionLinks
    .extend({ proceeding: z.string().meta({ description: 'The whole proceeding.' }) })
    .meta({ description: 'Paths of the API, with more to read.' }),
});

export const conditionMetData = z.strictObject({
  ...aboutDocument,
  condition: condition.exclude(['other']).meta({ description: 'What the decisions waited for.' }),
  correction: z.boolean().meta({
    description: 'True where it was told to be met and is not, or not any more.',
  }),
  proposedDate: z.exactOptional(
    localDate.meta({
      description:
        'The local day on which it was met, proposed as their first day of effect. Absent where `correction` says that it is not met.',
    }),
  ),
  timeZone: z.string().meta({
    description: 'The zone of the document.',
    example: 'Europe/Stockholm',
  }),
  metAt: instant.meta({ description: 'When it was met: the same as `time`.' }),
  decisions: z
    .array(
      z.strictObject({
        decisionId: id.meta({ description: 'Of the decision in the API.' }),
        kind: actKind.meta({ description: 'What it decides.' }),
        party: z.exactOptional(party),
      }),
    )
    .meta({ description: 'Those that wait for a date.' }),
  parties: z.exactOptional(
    z.array(z.string()).meta({
      description: 'Ids of the parties that these decisions count for alone, where there are any.',
    }),
  ),
  recordedAt,
  links: documentLinks
    .extend({ decisions: z.string().meta({ description: 'The decisions; a date is set there.' }) })
    .meta({ description: 'Paths of the API, with more to read.' }),
});
