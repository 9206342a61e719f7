import * as z from 'zod';
import { id } from './ids.ts';
import { queueBatch } from './queue-batch.ts';

/** Asks for the one attempt at a test; the answer is the attempt. */
const testRequest = z.strictObject({
  test: z.strictObject({ subscriptionId: id, deliveryId: z.string() }),
});

/** What deliver is invoked with. */
export const deliverEvent = z.union([testRequest, queueBatch]);
