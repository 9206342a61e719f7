import * as z from 'zod';
import { type Replay, replayScopes, replayStates } from '#shared/domain/replay.ts';
import { count, instant } from './parts.ts';

/** A replay as its row holds it. */
export const storedReplay = z.object({
  subscriptionId: z.string(),
  replayId: z.string(),
  since: instant,
  until: instant,
  only: z.enum(replayScopes),
  state: z.enum(replayStates),
  deliveries: count,
  cursor: z.string().exactOptional(),
  resumesAt: instant.exactOptional(),
  requestedAt: instant,
  revision: count,
}) satisfies z.ZodType<Replay>;
