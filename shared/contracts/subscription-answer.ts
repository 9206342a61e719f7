import * as z from 'zod';
import type { AnswerOf } from './answer.ts';
import { instant } from './dates.ts';
import { id } from './ids.ts';
import { subscriptionFilter, webhookTarget } from './subscription-request.ts';

const subscription = {
  subscriptionId: id,
  organisation: z.string(),
  target: webhookTarget,
  filter: subscriptionFilter,
  description: z.exactOptional(z.string()),
  state: z.enum(['enabled', 'disabled']),
  disabledReason: z.exactOptional(z.string()),
  createdAt: instant,
};

/** A subscription; its secret is never shown again. */
export const subscriptionAnswer = z.strictObject(subscription).meta({ id: 'Subscription' });

/** The answer to a new subscription. */
export const subscriptionCreated = z
  .strictObject({
    ...subscription,
    secret: z.string().meta({
      description: 'Signs every delivery (Standard Webhooks). Shown here and nowhere else.',
      example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    }),
  })
  .meta({ id: 'SubscriptionCreated' });

export type SubscriptionAnswer = AnswerOf<typeof subscriptionAnswer>;
