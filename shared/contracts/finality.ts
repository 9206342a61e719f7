import * as z from 'zod';
import type { AnswerOf } from './answer.ts';
import { localDate } from './dates.ts';
import { id } from './ids.ts';

/** When a decision is beyond appeal: the second clock, which never moves the first. */
export const finality = z
  .strictObject({
    noticePostedOn: z.exactOptional(
      localDate.meta({ description: 'Of several notices the last.' }),
    ),
    appealThroughAndIncluding: z.exactOptional(
      localDate.meta({
        description:
          'Last day to appeal: three weeks from the notice (kommunallagen 13:5), moved past days off (lag 1930:173).',
      }),
    ),
    computedOn: z.exactOptional(
      localDate.meta({ description: 'The first day on which it is final by the notice.' }),
    ),
    statedOn: z.exactOptional(
      localDate.meta({ description: 'The same as the source states it: this one counts.' }),
    ),
    differs: z.boolean().meta({ description: 'The stated day is another than the computed one.' }),
    appeals: z.array(
      z.strictObject({
        decisionId: id,
        lodgedOn: localDate,
        endedOn: z.exactOptional(localDate),
      }),
    ),
    legallyFinalOn: z.exactOptional(
      localDate.meta({ description: 'Absent while an appeal is open, and where nothing tells.' }),
    ),
  })
  .meta({ id: 'Finality' });

export type FinalityAnswer = AnswerOf<typeof finality>;
