import * as z from 'zod';
import { documentTypes } from '#shared/domain/document.ts';
import { eventTypes } from '#shared/domain/events.ts';
import type { SubscriptionFilter } from '#shared/domain/subscription.ts';
import { status } from './parts.ts';

/** What a subscriber, or a feed, asks for. */
export const storedFilter = z.object({
  types: z.array(z.enum(eventTypes)).exactOptional(),
  documentIds: z.array(z.string()).exactOptional(),
  documentTypes: z.array(z.enum(documentTypes)).exactOptional(),
  parties: z.array(z.string()).exactOptional(),
  fromStatuses: z.array(status).exactOptional(),
  toStatuses: z.array(status).exactOptional(),
  keywords: z.array(z.string()).exactOptional(),
}) satisfies z.ZodType<SubscriptionFilter>;
