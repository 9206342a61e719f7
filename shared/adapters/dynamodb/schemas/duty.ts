import * as z from 'zod';
import type { DutyReceipt } from '#shared/application/ports.ts';
import { instant } from './parts.ts';

/** Who is told of a decision, as its row holds it. */
export const storedDuty = z.object({
  documentId: z.string(),
  decisionId: z.string(),
  recipient: z.string(),
  subscriptionId: z.string(),
  organisation: z.string(),
  deliveryId: z.string(),
  toldAt: instant.exactOptional(),
}) satisfies z.ZodType<DutyReceipt>;
