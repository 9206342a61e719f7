/** Remembers up to `limit` answers of a pure function of two strings; when full it starts afresh. */
export const memoise = (
  answer: (first: string, second: string) => string,
  limit = 10_000,
): ((first: string, second: string) => string) => {
  const known = new Map<string, string>();
  return (first, second) => {
    const key = `${first}\n${second}`;
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const fresh = answer(first, second);
    if (known.size >= limit) known.clear();
    known.set(key, fresh);
    return fresh;
  };
};
