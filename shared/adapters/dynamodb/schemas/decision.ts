import * as z from 'zod';
import type { Decision, DecisionKind } from '#shared/domain/decision.ts';
import { count, decidedBy, instant } from './parts.ts';

const recorded = z.object({
  decisionId: z.string(),
  recordedAt: instant,
  recordedBy: z.string(),
  decidedOn: z.string(),
  decidedBy,
  section: z.string().exactOptional(),
  caseNumber: z.string().exactOptional(),
  party: z.string().exactOptional(),
  wording: z.string().exactOptional(),
  noticePostedOn: z.string().exactOptional(),
  recipients: z.array(z.object({ name: z.string() })),
  note: z.string().exactOptional(),
  fromAndIncluding: z.string().exactOptional(),
});

/** A decision as the table holds it. */
export const storedDecision = z.discriminatedUnion('kind', [
  recorded.extend({
    kind: z.enum(['propose', 'recommend', 'adopt']),
    throughAndIncluding: z.string().exactOptional(),
    documentVersion: count.exactOptional(),
  }),
  recorded.extend({ kind: z.literal('amend'), documentVersion: count }),
  recorded.extend({ kind: z.literal('extend'), throughAndIncluding: z.string() }),
  recorded.extend({ kind: z.literal('repeal') }),
  recorded.extend({ kind: z.literal('replace'), replacedBy: z.string() }),
]) satisfies z.ZodType<Decision>;

/** Every kind, for what quotes a decision; the type check sees that none is missing. */
export const decisionKind = z.enum({
  propose: 'propose',
  recommend: 'recommend',
  adopt: 'adopt',
  amend: 'amend',
  extend: 'extend',
  repeal: 'repeal',
  replace: 'replace',
} satisfies { [Kind in DecisionKind]: Kind });
