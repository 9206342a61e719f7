import * as z from 'zod';
import type { AnswerOf } from './answer.ts';
import { instant } from './dates.ts';
import { id } from './ids.ts';

/** How a subscription of a recipient's has been told of a decision. */
const receipt = z
  .strictObject({
    subscriptionId: id,
    organisation: z.string(),
    state: z.enum(['told', 'pending', 'failed']),
    toldAt: z.exactOptional(instant.meta({ description: 'When the receiver accepted it.' })),
  })
  .meta({ id: 'DutyReceipt' });

/** One that a decision is to be sent to ("Expedieras till"). */
export const recipientAnswer = z
  .strictObject({
    name: z.string().meta({ description: 'As the decision has it.' }),
    state: z.enum(['told', 'pending', 'failed', 'toBeTold']).meta({
      description:
        '`told`: by one of its subscriptions at least. `pending`: under way. `failed`: not told, and nothing more is sent, because every attempt is spent or its subscription is disabled or deleted: someone has to tell it. `toBeTold`: no subscription was bound to the name when the decision was recorded, so someone has to tell it.',
    }),
    receipts: z.array(receipt),
  })
  .meta({ id: 'Recipient' });

export type RecipientAnswer = AnswerOf<typeof recipientAnswer>;
