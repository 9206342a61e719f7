import type { Bundle } from './bundle.ts';

/** The most bytes that each function may have: what every start reads, and all of its code. */
export type Budget = Readonly<Record<string, Pick<Bundle, 'start' | 'all'>>>;

/** Limits a little above what the bundles have: room for small things, none for a package. */
export const budgetFor = (bundles: readonly Bundle[]): Budget =>
  Object.fromEntries(
    bundles.map(({ name, start, all }) => [name, { start: withRoom(start), all: withRoom(all) }]),
  );

const withRoom = (bytes: number): number => Math.ceil((bytes * 1.05) / 5_000) * 5_000;

const count = new Intl.NumberFormat('en');
const partsNamed = 5;

/** What is wrong with the bundles by the budget, in a sentence each. */
export const faultsOf = (bundles: readonly Bundle[], budget: Budget): string[] => {
  const names = new Set(bundles.map(({ name }) => name));
  const gone = Object.keys(budget).filter((name) => !names.has(name));
  return [
    ...bundles.flatMap((bundle) => faultsIn(bundle, budget[bundle.name])),
    ...gone.map((name) => `There is no function ${name}: take it out of the budget.`),
  ];
};

const faultsIn = (bundle: Bundle, limit: Budget[string] | undefined): string[] => {
  const { name, start, all, parts } = bundle;
  if (limit === undefined) {
    return [
      `The function ${name} has no limit: ${count.format(start)} bytes are read at each start, ${count.format(all)} are its code. Give it one: npm run budget -- --write.`,
    ];
  }
  const largest = parts.slice(0, partsNamed).map((one) => `${one.part} ${count.format(one.bytes)}`);
  const todo = `Most of what it reads at each start: ${largest.join('; ')}. Make it smaller, or raise the limit by npm run budget -- --write and say why in the commit.`;
  const over = (what: string, bytes: number, most: number): string[] =>
    bytes <= most
      ? []
      : [
          `The function ${name} ${what} ${count.format(bytes)} bytes, over its limit of ${count.format(most)}. ${todo}`,
        ];
  return [
    ...over('reads at each start', start, limit.start),
    ...over('has code of', all, limit.all),
  ];
};
