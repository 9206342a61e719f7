import type { Page } from './ports.ts';

/** How many items a list has, counted no further than to so many. */
export const countUpTo = async (
  most: number,
  list: (page: { readonly limit: number; readonly next?: string }) => Promise<Page<unknown>>,
): Promise<number> => {
  let count = 0;
  let next: string | undefined;
  do {
    const page = await list({ limit: most - count, ...(next !== undefined && { next }) });
    count += page.items.length;
    ({ next } = page);
  } while (next !== undefined && count < most);
  return count;
};
