import * as z from 'zod';
import { mediaTypes, type Version } from '#shared/domain/version.ts';
import { count, instant } from './parts.ts';

const announced = z.object({
  documentId: z.string(),
  version: count,
  key: z.string(),
  fileName: z.string(),
  mediaType: z.enum(mediaTypes),
  size: count,
  sha256: z.string(),
  announcedAt: instant,
  announcedBy: z.string(),
  uploadExpiresAt: instant,
});

/** A version as the table holds it. */
export const storedVersion = z.discriminatedUnion('state', [
  announced.extend({ state: z.literal('awaitingUpload') }),
  announced.extend({
    state: z.literal('available'),
    settledAt: instant,
    objectVersion: z.string(),
  }),
  announced.extend({ state: z.literal('rejected'), settledAt: instant, reason: z.string() }),
  announced.extend({ state: z.literal('expired'), settledAt: instant }),
]) satisfies z.ZodType<Version>;
