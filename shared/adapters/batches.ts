/** The items in order, in batches within both limits; an item that is too large alone is a batch alone. */
export const batchesOf = <Item>(
  items: readonly Item[],
  limits: { readonly count: number; readonly bytes: number },
  sizeOf: (item: Item) => number,
): Item[][] => {
  const batches: Item[][] = [];
  let bytes = 0;
  for (const item of items) {
    const size = sizeOf(item);
    const batch = batches.at(-1);
    if (batch === undefined || batch.length === limits.count || bytes + size > limits.bytes) {
      batches.push([item]);
      bytes = size;
    } else {
      batch.push(item);
      bytes += size;
    }
  }
  return batches;
};

/** Bytes of the text in UTF-8, as AWS counts. */
export const bytesOf = (text: string): number => Buffer.byteLength(text);
