import * as z from 'zod';
import { conditions } from '#shared/domain/decision.ts';
import type { CloudEvent, EventFact, StatedDetails } from '#shared/domain/events.ts';
import { ahead } from './milestone.ts';
import { count, instant, precision, status } from './parts.ts';

const cancelled = z.array(
  z.object({ at: instant, party: z.string().exactOptional(), from: status, to: status }),
);

const statedDetails = {
  documentVersion: count.exactOptional(),
  throughAndIncluding: z.string().exactOptional(),
  takesEffectWhen: z.enum(conditions).exactOptional(),
  replacedBy: z.string().exactOptional(),
  concerns: z.string().exactOptional(),
  wording: z.string().exactOptional(),
} satisfies { [Field in keyof StatedDetails]: z.ZodType };

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
    type: z.literal('document.versionErased'),
    time: instant,
    version: count,
    sha256: z.string(),
    reason: z.string(),
  }),
  z.object({
    type: z.literal('document.erased'),
    time: instant,
    reason: z.string(),
    digest: z.string(),
  }),
  z.object({
    type: z.literal('decision.recorded'),
    time: instant,
    decisionId: z.string(),
    party: z.string().exactOptional(),
    ...statedDetails,
    recipients: z.array(z.string()).exactOptional(),
    effectiveBeforeDecided: z.boolean(),
    cancelled: cancelled.exactOptional(),
  }),
  z.object({
    type: z.literal('decision.corrected'),
    time: instant,
    ...statedDetails,
    decisionId: z.string(),
    proceedingId: z.string().exactOptional(),
    correctionId: z.string(),
    party: z.string().exactOptional(),
    struck: z.boolean(),
    recipients: z.array(z.string()).exactOptional(),
    cancelled: cancelled.exactOptional(),
  }),
  z.object({
    type: z.literal('decision.proceedingRecorded'),
    time: instant,
    decisionId: z.string(),
    proceedingId: z.string(),
    proceeding: z.enum(['notice', 'appeal', 'endAppeal']),
    on: z.string(),
    party: z.string().exactOptional(),
  }),
  z.object({
    type: z.literal('decision.conditionMet'),
    time: instant,
    condition: z.enum(conditions),
    decisionIds: z.array(z.string()),
    proposedDate: z.string().exactOptional(),
    correction: z.boolean().default(false),
  }),
  z.object({
    type: z.literal('document.legallyFinal'),
    time: instant,
    decisionId: z.string(),
    party: z.string().exactOptional(),
    legallyFinalOn: z.string().exactOptional(),
    correction: z.boolean(),
  }),
  z.object({
    type: z.literal('document.dueSoon'),
    time: instant,
    dueOn: z.string(),
    daysBefore: count,
    daysLeft: count,
    ...ahead,
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
    recordedAt: instant.exactOptional(),
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
  correlationid: z.string().exactOptional(),
  datacontenttype: z.literal('application/json'),
  data: z.record(z.string(), z.unknown()),
}) satisfies z.ZodType<CloudEvent>;
