import * as z from 'zod';
import { type Warning, warningCodes } from '#shared/domain/warnings.ts';
import { id } from './ids.ts';

/** What a registrar may want to look at once more; it hinders nothing. */
export const warning = z
  .strictObject({
    code: z.enum(warningCodes),
    message: z.string(),
    decisionId: z.exactOptional(id.meta({ description: 'Another decision that it is about.' })),
  })
  .meta({ id: 'Warning' }) satisfies z.ZodType<Warning>;
