/**
 * Loads what is asked for when it is asked for first, and keeps it: a client of AWS that most invocations never
 * need takes longer to read than all of our own code. Names are read before: a function that is wired wrongly does not
 * start. A file for each, since a bundle has all that a module may load. Where loading fails, the next to ask tries again.
 */
export const lazily = <Loaded>(load: () => Promise<Loaded>): (() => Promise<Loaded>) => {
  let loading: Promise<Loaded> | undefined;
  return () => {
    loading ??= load().catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
};
