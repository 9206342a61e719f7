import * as z from 'zod';

/** Whether to say what a request would do in place of doing it. */
export const dryRun = z
  .enum(['true', 'false'], { error: 'Write true or false.' })
  .default('false')
  .transform((text) => text === 'true')
  .meta({
    description:
      'True: answers what the same request would do without it, and writes nothing; Idempotency-Key is not used up.',
  });
