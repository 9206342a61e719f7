import * as z from 'zod';

const length = (text: string): number => [...text].length;

const normalise = (text: string): string => text.normalize('NFC').trim();

const textWithout = (forbidden: RegExp, max: number) =>
  z
    .string()
    .overwrite(normalise)
    .refine((text) => text !== '', { error: 'Must not be blank.', abort: true })
    .refine((text) => length(text) <= max, {
      error: ({ input }) => `At most ${max} characters; this has ${length(String(input))}.`,
      abort: true,
    })
    .refine((text) => !forbidden.test(text) && text.isWellFormed(), {
      error: 'Must not contain control characters or broken Unicode.',
    })
    .refine((text) => !/\p{Noncharacter_Code_Point}/u.test(text), {
      error: 'Must not contain code points that are no characters, such as U+FFFE and U+FFFF.',
    })
    .meta({ minLength: 1, maxLength: max });

/** One line of text: trimmed, in normal form NFC, neither blank nor with control characters. */
export const line = (max: number) => textWithout(/\p{Cc}|\p{Zl}|\p{Zp}/u, max);

/** Text that may have several lines. */
export const lines = (max: number) => textWithout(/(?![\t\n\r])\p{Cc}/u, max);
