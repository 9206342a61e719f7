import * as z from 'zod';
import { documentTypes } from '#shared/domain/document.ts';
import { eventTypes } from '#shared/domain/events.ts';
import type { Subscription } from '#shared/domain/subscription.ts';
import { instant, status } from './parts.ts';

/** A subscription as the table holds it. */
export const storedSubscription = z.object({
  subscriptionId: z.string(),
  organisation: z.string(),
  target: z.object({ type: z.literal('webhook'), url: z.string() }),
  filter: z.object({
    types: z.array(z.enum(eventTypes)).exactOptional(),
    documentIds: z.array(z.string()).exactOptional(),
    documentTypes: z.array(z.enum(documentTypes)).exactOptional(),
    parties: z.array(z.string()).exactOptional(),
    fromStatuses: z.array(status).exactOptional(),
    toStatuses: z.array(status).exactOptional(),
    keywords: z.array(z.string()).exactOptional(),
  }),
  description: z.string().exactOptional(),
  state: z.enum(['enabled', 'disabled']),
  disabledReason: z.string().exactOptional(),
  sealedSecret: z.string(),
  createdAt: instant,
}) satisfies z.ZodType<Subscription>;
