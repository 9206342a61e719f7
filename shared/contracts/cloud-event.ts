import * as z from 'zod';
import type { CloudEvent } from '#shared/domain/events.ts';
import { instant } from './dates.ts';
import { id } from './ids.ts';

/**
 * An event of a document as it is stored and carried, whatever its type: CloudEvents 1.0, structured mode.
 * What the events of each type say is in `event.ts`.
 */
export const cloudEvent = z.strictObject({
  specversion: z.literal('1.0').meta({ description: 'The version of CloudEvents.' }),
  id: z.string().meta({
    description: '`<documentId>-<sequence>`: the same over every repeat.',
    example: '0198f3a4-6c1e-7b52-9d3f-2a1b4c5d6e7f-0000000007',
  }),
  source: z.string().meta({ description: 'Always `ikraft`.' }),
  type: z.string().meta({ description: 'What happened.' }),
  subject: id.meta({ description: 'The `documentId`.' }),
  time: instant.meta({ description: 'When it took effect.' }),
  recordedtime: instant.meta({
    description:
      'When it was recorded here: never before `time`, and after it for what is told late.',
  }),
  sequence: z
    .string()
    .regex(/^\d{10}$/)
    .meta({
      description:
        'Position among the events of the document, without gaps: string order is order.',
      example: '0000000007',
    }),
  correlationid: z.exactOptional(
    z.string().min(1).meta({
      description:
        'One for all that the same request, message or invocation caused: the `x-correlation-id` of the answer, where it was a request. What is told again after a loss may lack it.',
      example: 'JKJaXmPLvHcESHA=',
    }),
  ),
  datacontenttype: z.literal('application/json').meta({ description: 'What `data` is.' }),
  data: z.record(z.string(), z.unknown()).meta({ description: 'What there is to say about it.' }),
}) satisfies z.ZodType<CloudEvent>;
