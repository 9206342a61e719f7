import * as z from 'zod';
import type { Page } from '#shared/application/ports.ts';
import { cursorsOf } from '#shared/runtime/cursor.ts';
import type { Answer } from '#shared/runtime/route.ts';
import { pageAnswer } from './answers.ts';

/** A page of a list in which the store knows the place where one page ends and the next begins. */
export const storedPage = async <Item>(
  list: {
    /** Names the list and what it is filtered by: its cursors fit no other. */
    readonly name: unknown;
    readonly query: { readonly cursor?: string; readonly limit: number };
    /** As it stands in the address. */
    readonly filter?: Readonly<Record<string, string | undefined>>;
    readonly answerOf: (item: Item) => unknown;
  },
  read: (page: { readonly limit: number; readonly next?: string }) => Promise<Page<Item>>,
): Promise<Answer> => {
  const { name, query, filter, answerOf } = list;
  const { cursor, limit } = query;
  const cursors = cursorsOf(z.string(), name);
  const page = await read({ limit, ...(cursor !== undefined && { next: cursors.open(cursor) }) });
  const more = page.next === undefined ? undefined : cursors.seal(page.next);
  return pageAnswer(
    page.items.map((item) => answerOf(item)),
    more,
    { ...filter, limit },
  );
};
