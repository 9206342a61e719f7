import * as z from 'zod';
import {
  description,
  maxPerSecond,
  recipients,
  reminders,
  signatures,
  subscriptionFilter,
  target,
} from './subscription-request.ts';

/** `PATCH /v1/subscriptions/{subscriptionId}`: what is left out stays; what is stated replaces. */
export const subscriptionChange = z
  .strictObject({
    target: z.exactOptional(
      target.meta({ description: 'Another address of the same type as before.' }),
    ),
    filter: z.exactOptional(subscriptionFilter),
    description: z.exactOptional(
      description.nullable().meta({ description: '`null` takes it away.' }),
    ),
    recipients: z.exactOptional(recipients),
    reminders: z.exactOptional(reminders),
    maxPerSecond: z.exactOptional(maxPerSecond),
    signatures: z.exactOptional(signatures),
    state: z.exactOptional(
      z.enum(['enabled', 'disabled']).meta({
        description:
          'While it is disabled, what waits for it stays and new events are not kept for it. Enabled again, it is sent what waits; a replay of `undelivered` fetches the rest.',
      }),
    ),
  })
  .meta({ id: 'SubscriptionChange', example: { state: 'enabled', maxPerSecond: 10 } });
