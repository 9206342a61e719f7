/** Keeps the first of those values that are the same by their key, in order: to state one twice does no harm. */
export const onceEach =
  <Value>(keyOf: (value: Value) => unknown = (value) => value) =>
  (values: readonly Value[]): Value[] => {
    const seen = new Set<unknown>();
    return values.filter((value) => {
      const key = keyOf(value);
      return !seen.has(key) && seen.add(key);
    });
  };
