import * as z from 'zod';
import type { SigningKey, Subscription, Target } from '#shared/domain/subscription.ts';
import { storedFilter } from './filter.ts';
import { count, instant } from './parts.ts';

const target = z.discriminatedUnion('type', [
  z.object({ type: z.literal('webhook'), url: z.string() }),
  z.object({ type: z.enum(['sqs', 'eventBridge']), arn: z.string() }),
]) satisfies z.ZodType<Target>;

const signingKey = z.object({
  sealedSecret: z.string(),
  sealedPrivateKey: z.string().exactOptional(),
}) satisfies z.ZodType<SigningKey>;

/** A subscription as the table holds it; the defaults are for those from before there was a choice. */
export const storedSubscription = z.object({
  ...signingKey.shape,
  sealedSecret: z.string().exactOptional(),
  subscriptionId: z.string(),
  organisation: z.string(),
  target,
  filter: storedFilter,
  description: z.string().exactOptional(),
  recipients: z.array(z.string()).exactOptional(),
  reminders: z.array(count).exactOptional(),
  maxPerSecond: z.number().default(50),
  state: z.enum(['enabled', 'disabled']),
  disabledReason: z.enum(['owner', 'gone', 'failing']).exactOptional(),
  disabledAt: instant.exactOptional(),
  failingSince: instant.exactOptional(),
  renewedAt: instant.exactOptional(),
  publicKey: z.string().exactOptional(),
  previousKeys: z.array(signingKey.extend({ until: instant })).exactOptional(),
  createdAt: instant,
  revision: count.default(1),
}) satisfies z.ZodType<Subscription>;
