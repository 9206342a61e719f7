import * as z from 'zod';
import type { Page } from '#shared/application/ports.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';

/**
 * The page of sorted items after `next`. The cursor names the last item rather than a count, so that
 * a list may shrink between two pages.
 */
export const pageOf = <Item>(
  items: readonly Item[],
  query: { readonly limit: number; readonly next?: string },
  keyOf: (item: Item) => string,
): Page<Item> => {
  const after = query.next === undefined ? undefined : decodeCursor(z.string(), query.next);
  const rest = after === undefined ? items : items.filter((item) => keyOf(item) > after);
  const page = rest.slice(0, query.limit);
  const last = page.at(-1);
  return rest.length > page.length && last !== undefined
    ? { items: page, next: encodeCursor(keyOf(last)) }
    : { items: page };
};
