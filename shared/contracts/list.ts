import * as z from 'zod';

/** Given out by a list, opaque, for the same list with the same filters. */
export const cursor = z.string().max(4_000).meta({
  description: 'Continue here: the `cursor` of the page before. The filters stay the same.',
});

/** How many items a page may have. It may have fewer and still not be the last. */
export const limit = (most: number, usual = most) =>
  z
    .string()
    .regex(/^\d{1,6}$/, 'A whole number.')
    .transform(Number)
    .pipe(z.number().min(1).max(most, `At most ${most}.`))
    .default(usual)
    .meta({ type: 'integer', minimum: 1, maximum: most, default: usual });

/** A page of a list. */
export const pageOf = <Item extends z.ZodType>(item: Item, id: string) =>
  z
    .strictObject({
      items: z.array(item),
      cursor: z.exactOptional(
        z.string().meta({ description: 'There may be more: ask again with it.' }),
      ),
    })
    .meta({ id });
