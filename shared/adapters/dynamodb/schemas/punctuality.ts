import * as z from 'zod';
import type { Pass } from '#shared/application/ports.ts';
import { type MonthFigures, repairs } from '#shared/domain/punctuality.ts';
import { count, instant } from './parts.ts';

const figures = {
  month: z.string(),
  transitions: count,
  lateness: z.record(z.string(), count),
  latest: z.number(),
  missed: count,
};

const monthFigures = z.object(figures) satisfies z.ZodType<MonthFigures>;

/** A pass as its row holds it. */
export const storedPass = z.object({
  passId: z.string(),
  startedAt: instant,
  before: z.string().exactOptional(),
  documents: count,
  figures: z.array(monthFigures),
  counts: z.partialRecord(z.enum(repairs), count),
  repaired: z.array(
    z.object({ documentId: z.string(), repair: z.enum(repairs), detail: z.string() }),
  ),
  failed: count,
  finishedAt: instant.exactOptional(),
  revision: count,
}) satisfies z.ZodType<Pass>;

/** The row of a month: repairs may stand there before a pass has finished that counts. */
export const monthRow = z.union([
  z.object({ ...figures, asOf: instant, repaired: count.default(0) }),
  z.object({ repaired: count }).transform(() => undefined),
]);
