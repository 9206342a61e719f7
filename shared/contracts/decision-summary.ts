import * as z from 'zod';
import type { DecisionKind } from '#shared/domain/decision.ts';
import type { DecisionSummary } from '#shared/domain/document.ts';
import { instant, localDate } from './dates.ts';
import { id } from './ids.ts';

export const decisionKind = z.enum([
  'propose',
  'recommend',
  'adopt',
  'amend',
  'extend',
  'repeal',
  'replace',
]) satisfies z.ZodType<DecisionKind>;

export const decidedBy = z.strictObject({ organisation: z.string(), body: z.string() });

/** What identifies a decision to a reader of the minutes. */
export const decisionSummary = z
  .strictObject({
    decisionId: id,
    kind: decisionKind,
    decidedOn: localDate,
    decidedBy,
    section: z.exactOptional(z.string()),
    caseNumber: z.exactOptional(z.string()),
    recordedAt: instant,
    fromAndIncluding: z.exactOptional(z.string()),
  })
  .meta({ id: 'DecisionSummary' }) satisfies z.ZodType<DecisionSummary>;
