import * as z from 'zod';
import type { GivenReminder, ReminderPlace } from '#shared/application/ports.ts';
import { instant } from './parts.ts';

/** A reminder that was given, as its row holds it. */
export const storedGivenReminder = z.object({
  documentId: z.string(),
  subscriptionId: z.string(),
  reminder: z.string(),
  keys: z.array(z.string()).default([]),
  expiresAt: instant,
}) satisfies z.ZodType<GivenReminder>;

/** The row of the place; without one the next going-through begins at the beginning. */
export const storedReminderPlace = z.object({
  place: z.object({ dueAt: instant, documentId: z.string() }).exactOptional() satisfies z.ZodType<
    ReminderPlace | undefined
  >,
});
