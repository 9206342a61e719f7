import * as z from 'zod';
import { decisionAnswer } from './decision-answer.ts';
import { documentSummary } from './document-answer.ts';
import { id } from './ids.ts';
import { warning } from './warning.ts';

/** The answer to a recorded decision about several documents. */
export const groupRecorded = z
  .strictObject({
    groupId: id.meta({ description: 'The same on each of the decisions.' }),
    items: z
      .array(
        z.strictObject({
          decision: decisionAnswer,
          document: documentSummary,
          warnings: z.array(warning),
        }),
      )
      .meta({ description: 'In the order of the request.' }),
  })
  .meta({ id: 'GroupRecorded' });
