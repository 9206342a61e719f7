export interface SortedStrings {
  add(text: string): void;
  delete(text: string): void;
  /** The first ones that come before the bound, so many at most. */
  before(bound: string, limit: number): readonly string[];
}

/** Different strings in order. To add and to delete is quick, also where there are thousands. */
export const sortedStrings = (): SortedStrings => {
  const all: string[] = [];

  /** Where the text stands, or would. */
  const placeOf = (text: string): number => {
    let [from, to] = [0, all.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((all[middle] ?? '') < text) from = middle + 1;
      else to = middle;
    }
    return from;
  };

  return {
    add: (text) => {
      const place = placeOf(text);
      if (all[place] !== text) all.splice(place, 0, text);
    },
    delete: (text) => {
      const place = placeOf(text);
      if (all[place] === text) all.splice(place, 1);
    },
    before: (bound, limit) => all.slice(0, Math.min(placeOf(bound), limit)),
  };
};
