import * as z from 'zod';
import { instant } from './dates.ts';
import { queueBatch } from './queue-batch.ts';

/** Wakes apply-due for one instant, all of it or one shard, or to look for whatever a wake-up missed. */
export const wakeUp = z.union([
  z.strictObject({ instant, shard: z.int().min(0).exactOptional() }),
  z.strictObject({ sweep: z.literal(true) }),
]);

export type WakeUp = z.infer<typeof wakeUp>;

/** What apply-due is invoked with: a wake-up by a schedule, or messages that each hold one. */
export const applyDueEvent = z.union([wakeUp, queueBatch]);
