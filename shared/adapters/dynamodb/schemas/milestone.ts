import * as z from 'zod';
import { conditions } from '#shared/domain/decision.ts';
import type { Ahead, Milestone } from '#shared/domain/milestone.ts';
import { count, instant, precision, status } from './parts.ts';

/** What a reminder is ahead of. */
export const ahead = {
  dueAt: instant.exactOptional(),
  from: status.exactOptional(),
  to: status.exactOptional(),
  party: z.string().exactOptional(),
  parties: z.array(z.string()).exactOptional(),
  version: count.exactOptional(),
  decisionId: z.string().exactOptional(),
  precision: precision.exactOptional(),
} satisfies { [Field in keyof Ahead]: z.ZodType };

/** A coming moment that is told of, on the document's item. */
export const milestone = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('legallyFinal'),
    at: instant,
    decisionId: z.string(),
    party: z.string().exactOptional(),
    legallyFinalOn: z.string(),
  }),
  z.object({
    what: z.literal('conditionMet'),
    at: instant,
    condition: z.enum(conditions),
    decisionIds: z.array(z.string()),
  }),
  z.object({
    what: z.literal('dueSoon'),
    at: instant,
    dueOn: z.string(),
    daysBefore: count,
    ...ahead,
  }),
]) satisfies z.ZodType<Milestone>;
