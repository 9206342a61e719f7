import * as z from 'zod';
import { conditions } from '#shared/domain/decision.ts';
import { eventTypes } from '#shared/domain/events.ts';
import type { AnswerOf } from './answer.ts';
import { instant, localDate } from './dates.ts';
import { decisionAnswer } from './decision-answer.ts';
import { documentAnswer, documentSummary } from './document-answer.ts';
import { id } from './ids.ts';
import { status } from './status.ts';
import { timelineEntry } from './timeline-entry.ts';
import { warning } from './warning.ts';

/** An event that would be told, in a few words. */
const foretold = z
  .strictObject({
    documentId: id,
    type: z.enum(eventTypes),
    at: instant,
    local: z.string().meta({
      description: 'The same instant in the zone of the document.',
      example: '2026-07-01T00:00:00+02:00[Europe/Stockholm]',
    }),
    party: z.exactOptional(z.string()),
    from: z.exactOptional(status),
    to: z.exactOptional(status),
    version: z.exactOptional(z.int()),
    decisionId: z.exactOptional(id),
    correction: z.exactOptional(
      z.literal(true).meta({ description: 'What was told before no longer holds.' }),
    ),
    retroactive: z.exactOptional(
      z.literal(true).meta({ description: 'It took effect on a day before the recording.' }),
    ),
    changed: z.exactOptional(z.array(z.string())),
    dueOn: z.exactOptional(
      localDate.meta({ description: 'The day of the change, or of the review, to come.' }),
    ),
    daysLeft: z.exactOptional(z.int()),
    legallyFinalOn: z.exactOptional(localDate),
    condition: z.exactOptional(z.enum(conditions)),
    proposedDate: z.exactOptional(localDate),
  })
  .meta({ id: 'ForetoldEvent' });

const conflict = z
  .strictObject({
    code: z.string().meta({ description: 'The code of the problem that it would be.' }),
    message: z.string(),
    errors: z.exactOptional(z.array(z.strictObject({ pointer: z.string(), message: z.string() }))),
  })
  .meta({ id: 'Conflict' });

const consequences = {
  wouldBeRecorded: z.boolean().meta({ description: 'Whether there are no conflicts.' }),
  events: z
    .strictObject({
      now: z.array(foretold).meta({ description: 'What would be told at once.' }),
      coming: z.array(foretold).meta({
        description: 'What would be told as time passes, in order, as far as decisions say now.',
      }),
      comingInFull: z.boolean().meta({ description: 'False where more is to come later.' }),
    })
    .meta({ id: 'ForetoldEvents' }),
  told: z
    .strictObject({
      subscriptions: z.array(
        z.strictObject({
          subscriptionId: id,
          organisation: z.string(),
          events: z.int().meta({ description: 'How many of the events, those to come included.' }),
        }),
      ),
      recipients: z.array(
        z.strictObject({
          name: z.string(),
          subscriptions: z.int().meta({
            description:
              'How many subscriptions stand for the recipient; with 0 someone has to tell.',
          }),
        }),
      ),
    })
    .meta({
      id: 'WouldBeTold',
      description: 'Who would be told, but for reminders that subscriptions ask for by themselves.',
    }),
};

const outcome = {
  decision: decisionAnswer.meta({
    id: 'PreviewedDecision',
    description: 'As it would be recorded, but for its decisionId.',
  }),
  timeline: z.array(timelineEntry),
  warnings: z.array(warning),
  conflicts: z.array(conflict).meta({
    description:
      'Why it would be refused, with the first of them. With any, document and timeline are as they are now.',
  }),
};

/** The answer to a decision with `dryRun=true`. */
export const decisionPreview = z
  .strictObject({ ...outcome, document: documentAnswer, ...consequences })
  .meta({ id: 'DecisionPreview' });

/** The answer to a decision about several documents with `dryRun=true`. */
export const groupPreview = z
  .strictObject({
    items: z.array(z.strictObject({ ...outcome, document: documentSummary })),
    ...consequences,
  })
  .meta({ id: 'GroupPreview' });

export type ForetoldEvent = AnswerOf<typeof foretold>;
