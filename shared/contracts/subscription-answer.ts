import * as z from 'zod';
import { signatureSchemes } from '#shared/domain/signature.ts';
import type { DisabledReason } from '#shared/domain/subscription.ts';
import type { AnswerOf } from './answer.ts';
import { instant } from './dates.ts';
import { id } from './ids.ts';
import { subscriptionFilter, target } from './subscription-request.ts';

export const secret = z.string().meta({
  description:
    'Signs every delivery (Standard Webhooks, `v1`). Shown here, and to a repeat with the same Idempotency-Key.',
  example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
});

export const publicKey = z.string().meta({
  description: 'Verifies `v1a` signatures (Standard Webhooks).',
  example: 'whpk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=',
});

const subscription = {
  subscriptionId: id,
  organisation: z.string(),
  target,
  filter: subscriptionFilter,
  description: z.exactOptional(z.string()),
  recipients: z.array(z.string()),
  reminders: z.exactOptional(
    z.array(z.int()).meta({ description: 'Days ahead, beside the reminders of documents.' }),
  ),
  maxPerSecond: z.int(),
  signatures: z.exactOptional(
    z.array(z.enum(signatureSchemes)).meta({ description: 'Of a webhook.' }),
  ),
  publicKey: z.exactOptional(publicKey),
  previousKeysUntil: z.exactOptional(
    instant.meta({ description: 'Until then the keys of before a rotation sign as well.' }),
  ),
  state: z.enum(['enabled', 'disabled']),
  disabledReason: z.exactOptional(
    z.enum(['owner', 'gone', 'failing']).meta({
      description:
        '`owner`: on request. `gone`: the receiver answered 410. `failing`: nothing was accepted for five days.',
    }) satisfies z.ZodType<DisabledReason>,
  ),
  disabledAt: z.exactOptional(instant),
  failingSince: z.exactOptional(
    instant.meta({
      description: 'The first failure since anything was accepted. Shown where one is read.',
    }),
  ),
  pausedUntil: z.exactOptional(
    instant.meta({
      description:
        'Nothing is sent before: five attempts in a row failed, or the receiver asked for it by Retry-After. Shown where one is read.',
    }),
  ),
  createdAt: instant,
  revision: z.int(),
};

/** A subscription; its secret is never shown again. */
export const subscriptionAnswer = z.strictObject(subscription).meta({ id: 'Subscription' });

/** The answer to a new subscription. */
export const subscriptionCreated = z
  .strictObject({ ...subscription, secret: z.exactOptional(secret) })
  .meta({ id: 'SubscriptionCreated' });

export type SubscriptionAnswer = AnswerOf<typeof subscriptionAnswer>;
