import { limits } from '#shared/domain/limits.ts';
import { line } from './text.ts';

/** A registry number (diarienummer) as written. Two are the same whatever their spaces and case. */
export const registryNumber = line(limits.registryNumberLength)
  .refine((text) => /[\p{L}\p{N}]/u.test(text), { error: 'Must contain a letter or a digit.' })
  .meta({ example: '2020.246 KS' });
