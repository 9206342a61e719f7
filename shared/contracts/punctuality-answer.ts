import * as z from 'zod';
import { instant } from './dates.ts';
import { month } from './month.ts';

const seconds = z.number().min(0);

/** How punctual a month's transitions were. */
export const punctualityAnswer = z
  .strictObject({
    month,
    transitions: z.int().meta({
      description:
        'Changes of status or version told so far whose decision was recorded before they took effect.',
    }),
    lateness: z.strictObject({ p50: seconds, p99: seconds, max: seconds }).nullable().meta({
      description:
        'Seconds from the instant of effect to the writing of the event: the median, what 99 of 100 stay within, and the worst. Null where nothing changed.',
    }),
    missed: z.int().meta({ description: 'Told more than a minute late.' }),
    repaired: z.int().meta({ description: 'What reconciliations have set right in that month.' }),
    asOf: instant.nullable().meta({
      description: 'When the reconciliation ended that counted; null where none has counted yet.',
    }),
  })
  .meta({ id: 'Punctuality' });
