import { isPassing } from './aws-errors.ts';

/** What a request did not take: what its answer says, or all of it where it may succeed later. */
export const untaken = async <Item>(
  items: readonly Item[],
  request: () => Promise<readonly Item[]>,
): Promise<readonly Item[]> => {
  try {
    return await request();
  } catch (error) {
    if (!isPassing(error)) throw error;
    return items;
  }
};
