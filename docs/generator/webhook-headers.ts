import { signWebhook } from '#shared/adapters/webhook/sign.ts';
import type { DeliverableEvent } from '#shared/domain/events.ts';
import type { JsonSchema } from './event-schemas.ts';

/** Signs the examples, so that a receiver can be tried on them. */
export const exampleSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** The headers of a delivery to a webhook (Standard Webhooks). */
export const webhookHeaders: JsonSchema = {
  type: 'object',
  required: ['content-type', 'webhook-id', 'webhook-timestamp', 'webhook-signature'],
  properties: {
    'content-type': { type: 'string', const: 'application/cloudevents+json' },
    'webhook-id': {
      type: 'string',
      description: 'The id of the event, the same on every attempt: drop what you have seen.',
    },
    'webhook-timestamp': {
      type: 'string',
      pattern: '^\\d+$',
      description: 'When this attempt was signed, in seconds since 1970.',
    },
    'webhook-signature': {
      type: 'string',
      pattern: '^v1a?,[A-Za-z0-9+/=]+( v1a?,[A-Za-z0-9+/=]+)*$',
      description:
        'Signatures, divided by spaces, over `<webhook-id>.<webhook-timestamp>.<body>`: `v1,` and an HMAC-SHA256 in base64; on request also `v1a,` and an ed25519 signature. After a rotation there is one by each key that is valid. One that verifies is enough.',
    },
    'x-correlation-id': {
      type: 'string',
      description:
        'The `correlationid` of the event, where it has one: for logs on the way. What is signed is the one in the body.',
    },
  },
};

/** Those of a delivery of the event when it was recorded, with signatures that verify. */
export const exampleHeaders = (event: DeliverableEvent, keys = [exampleSecret]) => {
  const { id, recordedtime: timestamp, correlationid } = event;
  return {
    'content-type': 'application/cloudevents+json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(Date.parse(timestamp) / 1000)),
    'webhook-signature': signWebhook({ id, timestamp, body: JSON.stringify(event), keys }),
    ...(correlationid !== undefined && { 'x-correlation-id': correlationid }),
  };
};
