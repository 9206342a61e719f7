import * as z from 'zod';
import type { CloudEvent } from '#shared/domain/events.ts';
import { instant } from './dates.ts';

/** CloudEvents 1.0; attributes that a later version adds pass through. */
export const cloudEvent = z.looseObject({
  specversion: z.literal('1.0'),
  id: z.string(),
  source: z.string(),
  type: z.string(),
  subject: z.string(),
  time: instant,
  recordedtime: instant,
  sequence: z.string(),
  datacontenttype: z.literal('application/json'),
  data: z.record(z.string(), z.unknown()),
}) satisfies z.ZodType<CloudEvent>;

/** What the event bus hands to a rule's target, as far as fan-out reads it. */
export const busEvent = z.object({ detail: cloudEvent });
