import * as z from 'zod';
import { limits } from '#shared/domain/limits.ts';
import { line } from './text.ts';

/** What an operator states who erases something. */
export const erasureRequest = z
  .strictObject({
    reason: line(limits.erasureReasonLength).meta({
      description:
        'Why it is erased. It stays, and is told to subscribers: write no names or other personal data.',
    }),
  })
  .meta({ id: 'ErasureRequest', example: { reason: 'The appendix named private persons.' } });
