import type { Page } from '#shared/application/ports.ts';

/** Every item of a list, read page by page. */
export const collect = async <Item>(
  read: (page: { next?: string }) => Promise<Page<Item>>,
): Promise<Item[]> => {
  const items: Item[] = [];
  for (let next: string | undefined, first = true; first || next !== undefined; first = false) {
    const page = await read(next === undefined ? {} : { next });
    items.push(...page.items);
    next = page.next;
  }
  return items;
};
