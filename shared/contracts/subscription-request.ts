import * as z from 'zod';
import { documentTypes } from '#shared/domain/document.ts';
import { eventTypes } from '#shared/domain/events.ts';
import { limits } from '#shared/domain/limits.ts';
import type { SubscriptionFilter, WebhookTarget } from '#shared/domain/subscription.ts';
import { idInput } from './ids.ts';
import { partyId } from './party.ts';
import { status } from './status.ts';
import { line } from './text.ts';

const anyOf = <Value extends z.ZodType>(value: Value, description: string) =>
  z.exactOptional(z.array(value).max(100, 'At most 100 values.').meta({ description }));

/** Which events a subscriber is told of: every stated condition holds when any of its values does. */
export const subscriptionFilter = z
  .strictObject({
    types: anyOf(z.enum(eventTypes), 'Event types.'),
    documentIds: anyOf(idInput, 'These documents.'),
    documentTypes: anyOf(z.enum(documentTypes), 'Documents of these types.'),
    parties: anyOf(partyId, 'Events about one of these parties.'),
    fromStatuses: anyOf(status, 'Changes from one of these statuses.'),
    toStatuses: anyOf(status, 'Changes to one of these statuses.'),
    keywords: anyOf(line(limits.keywordLength), 'Documents with one of these keywords.'),
  })
  .meta({
    id: 'SubscriptionFilter',
    description: 'Every stated condition must hold; an empty filter is all events.',
  }) satisfies z.ZodType<SubscriptionFilter>;

export const webhookTarget = z.strictObject({
  type: z.literal('webhook', 'The type of a target is webhook.'),
  url: z.string().max(2_048).meta({ format: 'uri', example: 'https://example.org/hooks/ikraft' }),
}) satisfies z.ZodType<WebhookTarget>;

/** `POST /v1/subscriptions`. */
export const subscriptionRequest = z
  .strictObject({
    target: webhookTarget,
    filter: subscriptionFilter.default({}),
    description: z.exactOptional(line(limits.titleLength)),
  })
  .meta({
    id: 'SubscriptionRequest',
    example: {
      target: { type: 'webhook', url: 'https://example.org/hooks/ikraft' },
      filter: { types: ['document.statusChanged'], toStatuses: ['inForce', 'repealed'] },
    },
  });
