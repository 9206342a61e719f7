import * as z from 'zod';
import type { LocalMonth } from '#shared/domain/instant.ts';

/** A calendar month in a request, `2026-07`. */
export const month = z
  .string({ error: 'month is required, such as 2026-07.' })
  .regex(/^[1-9]\d{3}-(?:0[1-9]|1[0-2])$/, {
    error: ({ input }) =>
      `${JSON.stringify(String(input).slice(0, 60))} is not a month; write one as 2026-07.`,
  })
  .meta({
    description: 'By the local date of effect.',
    example: '2026-07',
  }) satisfies z.ZodType<LocalMonth>;
