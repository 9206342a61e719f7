import * as z from 'zod';
import type { CloudEvent } from '#shared/domain/events.ts';
import { instant } from './dates.ts';
import { id } from './ids.ts';

/** An event as it is stored, sent and listed: CloudEvents 1.0, structured mode. */
export const cloudEvent = z
  .strictObject({
    specversion: z.literal('1.0'),
    id: z.string().meta({ description: '`<documentId>-<sequence>`: the same over every repeat.' }),
    source: z.string(),
    type: z.string(),
    subject: id,
    time: instant.meta({ description: 'When it took effect.' }),
    recordedtime: instant,
    sequence: z
      .string()
      .regex(/^\d{10}$/)
      .meta({ description: 'Position among the events of the document, without gaps.' }),
    datacontenttype: z.literal('application/json'),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'CloudEvent' }) satisfies z.ZodType<CloudEvent>;
