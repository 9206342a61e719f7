import * as z from 'zod';
import { documentTypes } from '#shared/domain/document.ts';
import { eventTypes } from '#shared/domain/events.ts';
import { limits } from '#shared/domain/limits.ts';
import { recipientKey } from '#shared/domain/recipient.ts';
import { signatureSchemes } from '#shared/domain/signature.ts';
import type { SubscriptionFilter, Target } from '#shared/domain/subscription.ts';
import { reminders as daysAhead } from './document-registration.ts';
import { idInput } from './ids.ts';
import { onceEach } from './once-each.ts';
import { partyId } from './party.ts';
import { status } from './status.ts';
import { line } from './text.ts';

const anyOf = <Value extends z.ZodType>(value: Value, description: string) =>
  z.exactOptional(
    z.array(value).overwrite(onceEach()).max(100, 'At most 100 values.').meta({ description }),
  );

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

const webhookTarget = z.strictObject({
  type: z.literal('webhook'),
  url: z.string().max(2_048).meta({ format: 'uri', example: 'https://example.org/hooks/ikraft' }),
});

const awsTarget = z.strictObject({
  type: z.enum(['sqs', 'eventBridge']),
  arn: z.string().max(2_048).meta({
    description:
      'Of a queue or an event bus in an account that the operator of this installation allows.',
    example: 'arn:aws:sqs:eu-north-1:111122223333:ikraft-events',
  }),
});

/** Where deliveries go. */
export const target = z
  .discriminatedUnion('type', [webhookTarget, awsTarget], {
    error: ({ code }) =>
      code === 'invalid_union' ? 'type is one of webhook, sqs, eventBridge.' : undefined,
  })
  .meta({ id: 'Target' }) satisfies z.ZodType<Target>;

export const description = line(limits.titleLength).meta({ example: 'Diariet' });

export const recipients = z
  .array(line(limits.nameLength))
  .overwrite(onceEach(recipientKey))
  .max(limits.recipients, `At most ${limits.recipients} recipients.`)
  .meta({
    description:
      'Names under which decisions list this subscriber among their recipients ("Expedieras till"). Such a decision is told whatever the filter says, and a receipt is kept.',
    example: ['Göteborgsregionens kommunalförbund'],
  });

export const reminders = daysAhead.meta({
  description:
    "Days ahead on which it is told by `document.dueSoon` of every coming change and review that its filter asks for, whatever `types` says: beside the documents' own reminders, and not on days on which one of these reaches it. Once each, and within the hour; of days that have passed already the nearest one, at once.",
  example: [180, 14],
});

export const maxPerSecond = z
  .int()
  .min(1, 'A whole number from 1 to 1000.')
  .max(1_000, 'A whole number from 1 to 1000.')
  .meta({ description: 'Deliveries a second at most.' });

export const signatures = z
  .array(z.enum(signatureSchemes))
  .refine((schemes) => schemes.includes('v1') && new Set(schemes).size === schemes.length, {
    error: 'v1 is always sent: write ["v1"] or ["v1", "v1a"].',
  })
  .meta({
    description:
      'How a webhook is signed (Standard Webhooks): `v1`, an HMAC with a shared secret, always; `v1a`, an ed25519 signature, on request.',
    example: ['v1', 'v1a'],
  });

/** `POST /v1/subscriptions`. */
export const subscriptionRequest = z
  .strictObject({
    target,
    filter: subscriptionFilter.default({}),
    description: z.exactOptional(description),
    recipients: recipients.default([]),
    reminders: z.exactOptional(reminders),
    maxPerSecond: maxPerSecond.default(50),
    signatures: z.exactOptional(signatures),
  })
  .meta({
    id: 'SubscriptionRequest',
    example: {
      target: { type: 'webhook', url: 'https://example.org/hooks/ikraft' },
      filter: { types: ['document.statusChanged'], toStatuses: ['inForce', 'repealed'] },
    },
  });
