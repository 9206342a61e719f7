import * as z from 'zod';
import type { CloudEvent, EventFact } from '#shared/domain/events.ts';
import { count, instant, precision, status } from './parts.ts';

/** A fact of a document's outbox. */
export const storedFact = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['document.registered', 'document.withdrawn']), time: instant }),
  z.object({
    type: z.literal('document.updated'),
    time: instant,
    changed: z.array(z.string()),
  }),
  z.object({
    type: z.enum(['document.versionAvailable', 'document.versionRejected']),
    time: instant,
    version: count,
    reason: z.string().exactOptional(),
  }),
  z.object({
    type: z.literal('decision.recorded'),
    time: instant,
    decisionId: z.string(),
    party: z.string().exactOptional(),
    documentVersion: count.exactOptional(),
    throughAndIncluding: z.string().exactOptional(),
    replacedBy: z.string().exactOptional(),
    wording: z.string().exactOptional(),
    recipients: z.array(z.string()).exactOptional(),
    effectiveBeforeDecided: z.boolean(),
  }),
  z.object({
    type: z.enum(['document.statusChanged', 'document.versionChanged', 'party.statusChanged']),
    time: instant,
    date: z.string(),
    party: z.string().exactOptional(),
    from: status,
    to: status,
    fromVersion: count.exactOptional(),
    version: count.exactOptional(),
    currentStatus: status,
    decisionId: z.string().exactOptional(),
    precision: precision.exactOptional(),
    correction: z.boolean(),
    retroactive: z.boolean(),
    lateBySeconds: z.number(),
  }),
]) satisfies z.ZodType<EventFact>;

/** An event of the log. */
export const storedEvent = z.object({
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
