/**
 * Does the work for each item, at most so many at a time, in order of starting. The first failure is
 * thrown once nothing is under way any more.
 */
export const inParallel = async <Item>(
  items: readonly Item[],
  atATime: number,
  work: (item: Item) => Promise<void>,
): Promise<void> => {
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) await work(item);
  };
  const workers = Array.from({ length: Math.min(atATime, items.length) }, worker);
  for (const outcome of await Promise.allSettled(workers)) {
    if (outcome.status === 'rejected') throw outcome.reason;
  }
};
