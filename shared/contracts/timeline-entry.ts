import * as z from 'zod';
import type { AnswerOf } from './answer.ts';
import { instant, localDate } from './dates.ts';
import { id } from './ids.ts';
import { status } from './status.ts';

/** What holds over `[from, to)`. */
export const timelineEntry = z
  .strictObject({
    status,
    from: instant.nullable().meta({ description: 'Null: always before.' }),
    to: instant.nullable().meta({ description: 'The first instant after it. Null: from then on.' }),
    local: z
      .strictObject({
        fromAndIncluding: z.exactOptional(localDate),
        throughAndIncluding: z.exactOptional(localDate),
        timeZone: z.string(),
        precision: z.exactOptional(z.enum(['month', 'day', 'time'])),
      })
      .meta({ description: 'The same in local days, and how exact the source of the first is.' }),
    version: z.exactOptional(z.int()),
    decisionId: z.exactOptional(id),
    replacedBy: z.exactOptional(
      id.meta({ description: 'The document that takes over, where the status is `replaced`.' }),
    ),
    legallyFinalOn: z.exactOptional(
      localDate.meta({ description: 'The first day on which that decision is legally final.' }),
    ),
    planned: z.boolean().meta({ description: 'It has not begun.' }),
  })
  .meta({ id: 'TimelineEntry' });

export type TimelineEntry = AnswerOf<typeof timelineEntry>;
