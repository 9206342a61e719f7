import * as z from 'zod';
import type { AnswerOf } from './answer.ts';
import { instant, localDate } from './dates.ts';
import { decidedBy, decisionKind } from './decision-summary.ts';
import { documentAnswer } from './document-answer.ts';
import { id } from './ids.ts';
import { timelineEntry } from './timeline-entry.ts';

const text = z.exactOptional(z.string());

/** A decision as recorded, with what it amounts to now. */
export const decisionAnswer = z
  .strictObject({
    documentId: id,
    decisionId: id,
    kind: decisionKind,
    decidedOn: localDate,
    decidedBy,
    section: text,
    caseNumber: text,
    party: text,
    documentVersion: z.exactOptional(z.int()),
    fromAndIncluding: text,
    throughAndIncluding: text,
    wording: text,
    replacedBy: z.exactOptional(id),
    noticePostedOn: z.exactOptional(localDate),
    recipients: z.array(z.strictObject({ name: z.string() })),
    note: text,
    recordedAt: instant,
    recordedBy: z.string(),
    effective: z
      .strictObject({ at: instant, precision: z.enum(['month', 'day', 'time']) })
      .nullable()
      .meta({
        description:
          'The first instant of effect. Null where its local time no longer exists in the zone.',
      }),
    effectiveBeforeDecided: z.boolean(),
    withoutEffect: z.exactOptional(
      z.strictObject({ reason: z.string(), because: z.exactOptional(id) }).meta({
        description:
          'Why the decision changes nothing, and the decision that stands in the way. It counts again if the cause goes.',
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
  })
  .meta({ id: 'DecisionRecorded' });

export type DecisionAnswer = AnswerOf<typeof decisionAnswer>;
