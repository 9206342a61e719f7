import * as z from 'zod';
import type { Endpoint, EndpointHealth } from '#shared/domain/endpoint.ts';
import { count, instant } from './parts.ts';

const health = z.object({
  acceptedAt: instant.exactOptional(),
  failingSince: instant.exactOptional(),
  failures: count,
  trips: count,
  pausedUntil: instant.exactOptional(),
  recoveringSince: instant.exactOptional(),
}) satisfies z.ZodType<EndpointHealth>;

/** An endpoint as its row holds it. */
export const storedEndpoint = z.object({
  subscriptionId: z.string(),
  health,
  freeAt: instant.exactOptional(),
  wokenAt: instant.exactOptional(),
  learntAt: instant.exactOptional(),
  toldOf: instant.exactOptional(),
}) satisfies z.ZodType<Endpoint>;
