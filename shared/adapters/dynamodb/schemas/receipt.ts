import * as z from 'zod';
import type { Receipt } from '#shared/application/ports.ts';
import { instant } from './parts.ts';

/** A receipt as the table holds it. */
export const storedReceipt = z.object({
  receiptId: z.string(),
  bodyHash: z.string(),
  created: z.record(z.string(), z.union([z.string(), z.number()])),
  expiresAt: instant,
}) satisfies z.ZodType<Receipt>;
