import * as z from 'zod';
import type { ActKind, DecisionKind } from '#shared/domain/decision.ts';
import type { DecisionSummary } from '#shared/domain/document.ts';
import { instant, localDate } from './dates.ts';
import { id } from './ids.ts';

const acts = [
  'propose',
  'recommend',
  'adopt',
  'amend',
  'extend',
  'suspend',
  'resume',
  'repeal',
  'replace',
  'revoke',
  'annul',
  'setDate',
] as const satisfies readonly ActKind[];

/** What a body decides. */
export const actKind = z.enum(acts) satisfies z.ZodType<ActKind>;

/** Whatever is recorded about a document. */
export const decisionKind = z.enum([
  ...acts,
  'notice',
  'appeal',
  'endAppeal',
  'correct',
]) satisfies z.ZodType<DecisionKind>;

export const decidedBy = z.strictObject({ organisation: z.string(), body: z.string() });

/** What identifies a decision to a reader of the minutes. */
export const decisionSummary = z
  .strictObject({
    decisionId: id,
    kind: actKind,
    decidedOn: localDate,
    decidedBy,
    section: z.exactOptional(z.string()),
    caseNumber: z.exactOptional(z.string()),
    recordedAt: instant,
    fromAndIncluding: z.exactOptional(z.string()),
    legallyFinalOn: z.exactOptional(
      localDate.meta({
        description: 'The first day on which it is legally final, as far as is known.',
      }),
    ),
  })
  .meta({ id: 'DecisionSummary' }) satisfies z.ZodType<DecisionSummary>;
