import * as z from 'zod';
import type { Awaiting } from '#shared/domain/awaiting.ts';
import { conditions } from '#shared/domain/decision.ts';
import {
  type Boundary,
  type DecisionSummary,
  type Document,
  documentTypes,
  type Replaced,
} from '#shared/domain/document.ts';
import { actKind } from './decision.ts';
import { milestone } from './milestone.ts';
import { count, decidedBy, documentStatus, instant, precision, status } from './parts.ts';
import { storedErasure } from './version.ts';

const validity = z.object({
  fromAndIncluding: z.string().exactOptional(),
  throughAndIncluding: z.string().exactOptional(),
});

const boundary = z.object({
  at: instant,
  party: z.string().exactOptional(),
  from: status,
  to: status,
  fromVersion: count.exactOptional(),
  version: count.exactOptional(),
  decisionId: z.string().exactOptional(),
  precision: precision.exactOptional(),
  validity: validity.exactOptional(),
}) satisfies z.ZodType<Boundary>;

const summary = z.object({
  decisionId: z.string(),
  kind: actKind,
  decidedOn: z.string(),
  decidedBy,
  section: z.string().exactOptional(),
  caseNumber: z.string().exactOptional(),
  recordedAt: instant,
  fromAndIncluding: z.string().exactOptional(),
  legallyFinalOn: z.string().exactOptional(),
}) satisfies z.ZodType<DecisionSummary>;

const awaiting = z.object({
  decisionId: z.string(),
  kind: actKind,
  party: z.string().exactOptional(),
  condition: z.enum(conditions),
  metAt: instant.exactOptional(),
}) satisfies z.ZodType<Awaiting>;

const replaced = z.object({
  documentId: z.string(),
  decisionId: z.string(),
  from: instant.exactOptional(),
  to: instant.exactOptional(),
  undone: z.literal(true).exactOptional(),
}) satisfies z.ZodType<Replaced>;

/** A document as its item holds it; the defaults are for those from before there was such a thing. */
export const storedDocument = z.object({
  documentId: z.string(),
  title: z.string(),
  type: z.enum(documentTypes),
  language: z.string(),
  issuer: z.object({ organisation: z.string(), body: z.string().exactOptional() }),
  owner: z.string().exactOptional(),
  registryNumber: z.string().exactOptional(),
  adoption: z.enum(['common', 'perParty']),
  parties: z.array(z.object({ id: z.string(), name: z.string(), recordedAt: instant })),
  keywords: z.array(z.string()),
  timeZone: z.string(),
  reviewBy: z.string().exactOptional(),
  reminders: z.array(count).exactOptional(),
  supplements: z.array(z.string()).exactOptional(),
  implements: z.array(z.string()).exactOptional(),
  toldThrough: instant,
  current: z.object({
    status: documentStatus,
    since: instant.nullable(),
    version: count.exactOptional(),
    decisionId: z.string().exactOptional(),
    validity,
  }),
  planned: z.array(boundary),
  plannedInFull: z.boolean(),
  milestones: z.array(milestone).default([]),
  reminded: z.array(z.string()).default([]),
  awaiting: z.array(awaiting).default([]),
  causes: z.record(z.string(), summary),
  registeredAt: instant,
  registeredBy: z.string(),
  changedAt: instant,
  revision: count,
  sequence: count,
  versionCount: count,
  decisionCount: count,
  replaces: z.array(replaced),
  withdrawnAt: instant.exactOptional(),
  erased: z
    .object({
      at: instant,
      by: z.string(),
      reason: z.string(),
      digest: z.string(),
      erasure: storedErasure,
    })
    .exactOptional(),
}) satisfies z.ZodType<Document>;
