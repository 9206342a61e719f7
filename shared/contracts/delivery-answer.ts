import * as z from 'zod';
import { type Attempt, attemptErrors, deliveryStates } from '#shared/domain/delivery.ts';
import type { AnswerOf } from './answer.ts';
import { instant } from './dates.ts';

/** `20260630T220000500Z-<event id>`. */
export const deliveryId = z
  .string()
  .regex(/^\d{8}T\d{9}Z-[\w.-]{1,200}$/)
  .meta({
    example: '20260630T220000500Z-0198f3a4-6c1e-7b52-9d3f-2a1b4c5d6e7f-0000000007',
  });

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
