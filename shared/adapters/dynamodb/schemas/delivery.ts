import * as z from 'zod';
import {
  type Attempt,
  attemptErrors,
  type Delivery,
  type Duty,
  deliveryStates,
} from '#shared/domain/delivery.ts';
import type { SubscriptionEvent } from '#shared/domain/events.ts';
import { storedEvent } from './events.ts';
import { count, instant } from './parts.ts';

const attempt = z.object({
  at: instant,
  status: count.exactOptional(),
  durationMs: z.number(),
  error: z.enum(attemptErrors).exactOptional(),
}) satisfies z.ZodType<Attempt>;

const event = storedEvent.omit({ sequence: true }).extend({
  type: z.enum(['subscription.test', 'subscription.disabled', 'document.dueSoon']),
}) satisfies z.ZodType<SubscriptionEvent>;

const duty = z.object({
  documentId: z.string(),
  decisionId: z.string(),
  recipients: z.array(z.string()),
}) satisfies z.ZodType<Duty>;

/** A delivery as its row holds it. */
export const storedDelivery = z.object({
  subscriptionId: z.string(),
  deliveryId: z.string(),
  eventId: z.string(),
  type: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.array(attempt),
  spent: count,
  openedAt: instant,
  nextAttemptAt: instant.exactOptional(),
  event: event.exactOptional(),
  duty: duty.exactOptional(),
  replayId: z.string().exactOptional(),
  createdAt: instant,
  revision: count,
}) satisfies z.ZodType<Delivery>;
