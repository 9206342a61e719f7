import * as z from 'zod';
import { type ActKind, conditions, type Decision } from '#shared/domain/decision.ts';
import { count, decidedBy, instant } from './parts.ts';

const text = z.string().exactOptional();

const entry = z.object({
  decisionId: z.string(),
  recordedAt: instant,
  recordedBy: z.string(),
  groupId: text,
});

const minutes = {
  decidedOn: z.string(),
  decidedBy,
  section: text,
  caseNumber: text,
  party: text,
  wording: text,
  noticePostedOn: text,
  legallyFinalOn: text,
  recipients: z.array(z.object({ name: z.string() })),
  note: text,
};

const from = {
  ...minutes,
  fromAndIncluding: text,
  takesEffectWhen: z.enum(conditions).exactOptional(),
};

const acts = [
  z.object({
    kind: z.enum(['propose', 'recommend', 'adopt']),
    ...from,
    throughAndIncluding: text,
    documentVersion: count.exactOptional(),
  }),
  z.object({ kind: z.literal('amend'), ...from, documentVersion: count }),
  z.object({ kind: z.literal('extend'), ...from, throughAndIncluding: z.string() }),
  z.object({ kind: z.enum(['suspend', 'resume', 'repeal']), ...from }),
  z.object({ kind: z.literal('replace'), ...from, replacedBy: z.string() }),
  z.object({ kind: z.literal('revoke'), ...minutes, revokes: z.string(), fromAndIncluding: text }),
  z.object({ kind: z.literal('annul'), ...minutes, annuls: z.string() }),
  z.object({
    kind: z.literal('setDate'),
    ...minutes,
    fromAndIncluding: z.string(),
    setsDateOf: text,
    whenMet: z.literal('allPartiesAdopted').exactOptional(),
  }),
] as const;

const proceedings = [
  z.object({
    kind: z.literal('notice'),
    noticeOf: z.string(),
    noticePostedOn: z.string(),
    legallyFinalOn: text,
    note: text,
  }),
  z.object({ kind: z.literal('appeal'), appeals: z.string(), lodgedOn: z.string(), note: text }),
  z.object({
    kind: z.literal('endAppeal'),
    endsAppeal: z.string(),
    endedOn: z.string(),
    note: text,
  }),
] as const;

const correction = z.object({
  kind: z.literal('correct'),
  corrects: z.string(),
  record: z.discriminatedUnion('kind', [...acts, ...proceedings]).exactOptional(),
  note: text,
});

/** A decision as the table holds it. */
export const storedDecision = z.intersection(
  z.discriminatedUnion('kind', [...acts, ...proceedings, correction]),
  entry,
) satisfies z.ZodType<Decision>;

/** Every kind of act, for what quotes one; the type check sees that none is missing. */
export const actKind = z.enum({
  propose: 'propose',
  recommend: 'recommend',
  adopt: 'adopt',
  amend: 'amend',
  extend: 'extend',
  suspend: 'suspend',
  resume: 'resume',
  repeal: 'repeal',
  replace: 'replace',
  revoke: 'revoke',
  annul: 'annul',
  setDate: 'setDate',
} satisfies { [Kind in ActKind]: Kind });
