import * as z from 'zod';
import { id } from './ids.ts';

/** A message of the queue of replays: one is to go on. */
export const replayStep = z.object({
  subscriptionId: id,
  replayId: id,
  correlationId: z.exactOptional(z.string()),
});
