import * as z from 'zod';
import { id } from './ids.ts';

/** A message of the deliveries queue: something waits for this endpoint. */
export const deliveryWake = z.object({
  subscriptionId: id,
  /** Those that an index may not show yet. */
  deliveryIds: z.array(z.string()),
});

/** What deliver is invoked with: messages of its queue, or a test that the API asks for. */
export const deliverEvent = z.union([
  z.strictObject({ test: z.object({ subscriptionId: id, deliveryId: z.string() }) }),
  z.object({
    Records: z.array(
      z.object({
        messageId: z.string(),
        body: z.string(),
        attributes: z.object({ ApproximateReceiveCount: z.string() }),
      }),
    ),
  }),
]);
