import * as z from 'zod';
import { id } from './ids.ts';

/** A message of the deliveries queue: something waits for this endpoint. */
export const deliveryMessage = z.object({
  subscriptionId: id,
  /** Those that an index may not show yet. */
  deliveryIds: z.array(z.string()),
});
