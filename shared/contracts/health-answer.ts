import * as z from 'zod';
import { instant } from './dates.ts';

/** The answer to whether the service answers. */
export const health = z
  .strictObject({
    status: z.literal('ok'),
    time: instant.meta({ description: 'The clock by which documents change.' }),
  })
  .meta({ id: 'Health' });
