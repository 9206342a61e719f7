import * as z from 'zod';
import { documentTypes } from '#shared/domain/document.ts';
import type { AnswerOf } from './answer.ts';
import { instant, localDate } from './dates.ts';
import { decisionSummary } from './decision-summary.ts';
import { id } from './ids.ts';
import { status } from './status.ts';

/** A coming change, as far as decisions recorded until now say. */
export const upcomingChange = z
  .strictObject({
    at: instant,
    kind: z.enum(['status', 'version', 'party']),
    documentId: id,
    title: z.string(),
    type: z.enum(documentTypes),
    party: z.exactOptional(z.string()),
    from: status,
    to: status,
    version: z.exactOptional(z.int()),
    effectiveDate: z.strictObject({
      date: localDate,
      timeZone: z.string(),
      precision: z.exactOptional(z.enum(['month', 'day', 'time'])),
    }),
    decision: z.exactOptional(decisionSummary),
  })
  .meta({ id: 'UpcomingChange' });

export type UpcomingChange = AnswerOf<typeof upcomingChange>;
