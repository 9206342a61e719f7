import * as z from 'zod';

/** Given out by a list, opaque, for the same list with the same filters. */
export const cursor = z.string().max(4_000).meta({
  description: 'Continue here: the `cursor` of the page before. The filters stay the same.',
});

/** How many items a page may have. It may have fewer and still not be the last. */
export const limit = (most: number, usual = most) =>
  wholeNumber(most)
    .default(usual)
    .meta({ override: { type: 'integer', minimum: 1, maximum: most, default: usual } });

/** A whole number from 1, in an address. */
export const wholeNumber = (most: number) =>
  z
    .string()
    .refine((text) => /^[1-9]\d{0,8}$/.test(text) && Number(text) <= most, {
      error: `A whole number from 1 to ${most}.`,
      abort: true,
    })
    .transform(Number)
    .meta({ override: { type: 'integer', minimum: 1, maximum: most } });

/** A list that is answered whole. */
export const listOf = <Item extends z.ZodType>(item: Item, id: string) =>
  z.strictObject({ items: z.array(item) }).meta({ id });

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
