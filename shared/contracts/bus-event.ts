import * as z from 'zod';
import { cloudEvent } from './cloud-event.ts';

/** An event on its way: attributes that a later version adds pass through. */
export const passingEvent = z.looseObject(cloudEvent.shape);

/** What the event bus hands to a rule's target, as far as fan-out reads it. */
export const busEvent = z.object({ detail: passingEvent });
