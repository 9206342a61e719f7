import * as z from 'zod';
import { type Scan, scanResults } from '#shared/domain/scan.ts';
import { type FileErasure, mediaTypes, type Version } from '#shared/domain/version.ts';
import { count, instant } from './parts.ts';

const numbered = z.object({
  documentId: z.string(),
  version: count,
  key: z.string(),
  mediaType: z.enum(mediaTypes),
  size: count,
  sha256: z.string(),
  announcedAt: instant,
  announcedBy: z.string(),
  uploadExpiresAt: instant,
});

const announced = numbered.extend({ fileName: z.string() });

const awaited = { state: z.literal('awaitingUpload') };
const available = { state: z.literal('available'), settledAt: instant };
const rejected = { state: z.literal('rejected'), settledAt: instant, reason: z.string() };
const expired = { state: z.literal('expired'), settledAt: instant };

/** What is known of an upload that a scanner has to find clean. */
export const storedScan = z.object({
  verified: z.string().exactOptional(),
  verdict: z
    .object({
      objectVersion: z.string(),
      result: z.enum(scanResults),
      threats: z.array(z.string()).exactOptional(),
    })
    .exactOptional(),
  dueAt: instant.exactOptional(),
  isLate: z.literal(true).exactOptional(),
}) satisfies z.ZodType<Scan>;

/** How far a file, or a draft, has been removed from what is stored. */
export const storedErasure = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('pending'),
    dueAt: instant,
    until: instant.exactOptional(),
  }),
  z.object({ state: z.literal('done'), dueAt: instant.exactOptional() }),
]) satisfies z.ZodType<FileErasure>;

/** A version as the table holds it. */
export const storedVersion = z.discriminatedUnion('state', [
  announced.extend({ ...awaited, scan: storedScan.exactOptional() }),
  announced.extend({ ...available, objectVersion: z.string() }),
  announced.extend(rejected),
  announced.extend(expired),
  numbered.extend({
    state: z.literal('erased'),
    was: z.discriminatedUnion('state', [
      z.object(awaited),
      z.object(available),
      z.object(rejected),
      z.object(expired),
    ]),
    erasedAt: instant,
    erasedBy: z.string(),
    reason: z.string(),
    erasure: storedErasure,
  }),
]) satisfies z.ZodType<Version>;
