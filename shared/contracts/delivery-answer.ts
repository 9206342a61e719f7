import * as z from 'zod';
import { type Attempt, attemptErrors, deliveryStates } from '#shared/domain/delivery.ts';
import type { AnswerOf } from './answer.ts';
import { instant } from './dates.ts';
import { deliveryId } from './delivery-id.ts';

const attempt = {
  at: instant,
  status: z.exactOptional(z.int().meta({ description: 'The HTTP status, where one came.' })),
  durationMs: z.number(),
  error: z.exactOptional(
    z.enum(attemptErrors).meta({
      description: 'Why it failed. What the receiver wrote is shown to nobody.',
    }),
  ),
};

/** One event for one subscription, and what has been tried. */
export const deliveryAnswer = z
  .strictObject({
    deliveryId,
    eventId: z.string().meta({ description: 'The `webhook-id` of every attempt.' }),
    type: z.string(),
    state: z.enum(deliveryStates).meta({
      description: '`failed`: no more attempts are made unless it is asked for again.',
    }),
    attempts: z
      .array(z.strictObject(attempt).meta({ id: 'Attempt' }) satisfies z.ZodType<Attempt>)
      .meta({ description: 'The latest ones, in order of time.' }),
    nextAttemptAt: z.exactOptional(instant),
    createdAt: instant,
  })
  .meta({ id: 'Delivery' });

/** The answer to a test: its one attempt. */
export const testAnswer = z
  .strictObject({ ...attempt, deliveryId, eventId: z.string() })
  .meta({ id: 'TestAttempt' });

export type DeliveryAnswer = AnswerOf<typeof deliveryAnswer>;
