import * as z from 'zod';
import { cloudEvent } from './bus-event.ts';

/** A message of the deliveries queue. */
export const deliveryMessage = z.object({
  subscriptionId: z.string(),
  event: cloudEvent,
});
