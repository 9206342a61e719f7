import * as z from 'zod';
import { conditions } from '#shared/domain/decision.ts';
import type { AnswerOf } from './answer.ts';
import { instant, localDate } from './dates.ts';
import { decidedBy, decisionKind } from './decision-summary.ts';
import { documentAnswer } from './document-answer.ts';
import { finality } from './finality.ts';
import { id } from './ids.ts';
import { timelineEntry } from './timeline-entry.ts';
import { warning } from './warning.ts';

const text = z.exactOptional(z.string());

const stated = {
  decidedOn: z.exactOptional(localDate),
  decidedBy: z.exactOptional(decidedBy),
  section: text,
  caseNumber: text,
  party: text,
  documentVersion: z.exactOptional(z.int()),
  fromAndIncluding: text,
  takesEffectWhen: z.exactOptional(z.enum(conditions)),
  throughAndIncluding: text,
  wording: text,
  replacedBy: z.exactOptional(id),
  revokes: z.exactOptional(id),
  annuls: z.exactOptional(id),
  setsDateOf: z.exactOptional(id),
  whenMet: z.exactOptional(z.enum(conditions)),
  noticeOf: z.exactOptional(id),
  noticePostedOn: z.exactOptional(localDate),
  legallyFinalOn: z.exactOptional(localDate),
  appeals: z.exactOptional(id),
  lodgedOn: z.exactOptional(localDate),
  endsAppeal: z.exactOptional(id),
  endedOn: z.exactOptional(localDate),
  recipients: z.exactOptional(z.array(z.strictObject({ name: z.string() }))),
  note: text,
};

/** A decision as the record has it now, with what it amounts to. */
export const decisionAnswer = z
  .strictObject({
    documentId: id,
    decisionId: id,
    kind: decisionKind,
    ...stated,
    corrects: z.exactOptional(id),
    record: z.exactOptional(z.strictObject({ kind: decisionKind, ...stated })),
    asRecorded: z.exactOptional(
      z.strictObject({ kind: decisionKind, ...stated }).meta({
        description:
          'What the record said that was wrong, whole; the other fields are as corrected.',
      }),
    ),
    struck: z.exactOptional(
      z.literal(true).meta({
        description: 'There was no such decision; the other fields are as recorded.',
      }),
    ),
    recordedAt: instant,
    recordedBy: z.string(),
    groupId: z.exactOptional(id),
    effective: z
      .strictObject({ at: instant, precision: z.enum(['month', 'day', 'time']) })
      .nullable()
      .meta({
        description:
          'The first instant of effect. Null while its date is awaited, where its local time no longer exists in the zone, and for what has no effect of its own.',
      }),
    effectiveBeforeDecided: z.boolean(),
    withoutEffect: z.exactOptional(
      z.strictObject({ reason: z.string(), because: z.exactOptional(id) }).meta({
        description:
          'Why the decision changes nothing, and the decision that stands in the way. It counts again if the cause goes.',
      }),
    ),
    undone: z.exactOptional(
      z
        .array(
          z.strictObject({
            kind: z.enum(['revoke', 'annul']),
            decisionId: id,
            from: instant.nullable().meta({ description: 'Null: as if it had never been taken.' }),
            to: instant.nullable().meta({ description: 'Null: for good.' }),
          }),
        )
        .meta({ description: 'When it does not count, and the decision that undid it.' }),
    ),
    correctedBy: z.exactOptional(
      id.meta({ description: 'The correction of this record, which was wrong.' }),
    ),
    supersededBy: z.exactOptional(
      id.meta({ description: 'The later correction of the same record, which counts instead.' }),
    ),
    finality: z.exactOptional(finality),
    awaiting: z.exactOptional(
      z
        .strictObject({
          condition: z.enum(conditions),
          metAt: z.exactOptional(instant),
          proposedDate: z.exactOptional(localDate),
        })
        .meta({
          description:
            'What its effect waits for. Once that is met, the date proposed for `setDate`, by which a registrar confirms it.',
        }),
    ),
  })
  .meta({ id: 'Decision' });

/** The answer to a recorded decision. */
export const decisionRecorded = z
  .strictObject({
    decision: decisionAnswer,
    document: documentAnswer,
    timeline: z.array(timelineEntry),
    warnings: z.array(warning),
  })
  .meta({ id: 'DecisionRecorded' });

export type DecisionAnswer = AnswerOf<typeof decisionAnswer>;
