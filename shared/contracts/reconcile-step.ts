import * as z from 'zod';
import { id } from './ids.ts';
import { queueBatch } from './queue-batch.ts';

const begin = z.strictObject({ begin: z.literal(true) });

/** A message of the queue of reconciliations: a pass is to begin, or the one named is to go on. */
export const reconcileMessage = z.union([begin, z.strictObject({ passId: id })]);

/** What reconcile is invoked with: messages that each hold one, or by an operator's command. */
export const reconcileEvent = z.union([
  queueBatch,
  begin,
  z.strictObject({
    /** Asks how far the pass has come that was begun last. */
    report: z.literal(true),
  }),
]);
