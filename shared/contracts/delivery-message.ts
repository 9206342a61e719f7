import * as z from 'zod';
import { passingEvent } from './bus-event.ts';
import { id } from './ids.ts';

/** A message of the deliveries queue. */
export const deliveryMessage = z.object({ subscriptionId: id, event: passingEvent });
