import * as z from 'zod';
import type { AnswerOf } from './answer.ts';
import { instant } from './dates.ts';
import { decisionSummary } from './decision-summary.ts';
import { status } from './status.ts';

/** A row of the adoption matrix. */
export const adoptionAnswer = z
  .strictObject({
    party: z.strictObject({ id: z.string(), name: z.string() }),
    status,
    since: z.exactOptional(instant),
    decision: z.exactOptional(
      decisionSummary.meta({
        description:
          "The party's own latest decision, or for a document adopted in common the decision behind its status.",
      }),
    ),
  })
  .meta({ id: 'Adoption' });

export type AdoptionAnswer = AnswerOf<typeof adoptionAnswer>;
