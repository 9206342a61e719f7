import * as z from 'zod';
import type { Precision } from '#shared/domain/effective-date.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { documentStatuses } from '#shared/domain/timeline.ts';

/** Stored instants have one form, so that string order is time order. */
export const instant = z.iso.datetime({ precision: 3 }) satisfies z.ZodType<Instant>;

export const documentStatus = z.enum(documentStatuses);

export const status = z.enum([...documentStatuses, 'notDecided']);

export const precision = z.enum(['month', 'day', 'time']) satisfies z.ZodType<Precision>;

export const decidedBy = z.object({ organisation: z.string(), body: z.string() });

/** 0, 1, 2 … */
export const count = z.int().min(0);

/** The time to live of an item: after so many seconds the table may delete it. */
export const epochSeconds = (instant: Instant): number => Math.ceil(Date.parse(instant) / 1000);
