import * as z from 'zod';
import type { Party } from '#shared/domain/document.ts';
import { limits } from '#shared/domain/limits.ts';
import { instant } from './dates.ts';
import { line } from './text.ts';

/** The id of a party, chosen by the client. */
export const partyId = z
  .string()
  .normalize('NFC')
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,49}$/u,
    'Up to 50 letters, digits, dots, hyphens and underscores.',
  )
  .meta({ example: 'alingsas' });

/** A party as a registrar names it. */
export const partyInput = z.strictObject({
  id: partyId,
  name: line(limits.nameLength).meta({ example: 'Alingsås kommun' }),
});

/** Parties of one request, each id once. */
export const partiesInput = z
  .array(partyInput)
  .max(limits.parties, `At most ${limits.parties} parties.`)
  .refine((parties) => new Set(parties.map(({ id }) => id)).size === parties.length, {
    error: 'The same party id occurs twice.',
  });

/** A party in an answer. */
export const party = z
  .strictObject({ id: z.string(), name: z.string(), recordedAt: instant })
  .meta({ id: 'Party' }) satisfies z.ZodType<Party>;
