import type { Added } from './emulated.ts';
import type { ListCost } from './lists.ts';
import type { baselines, Start } from './starts.ts';

interface Results {
  readonly starts: Readonly<Record<string, Start>>;
  readonly handlers: Readonly<Record<string, { readonly p50Ms: number; readonly p99Ms: number }>>;
  readonly added: Readonly<Record<string, Added>>;
  readonly lists: readonly ListCost[];
  readonly seconds: number;
}

const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** Prints the results as tables, each figure with the goal that it has. */
export const report = ({ starts, handlers, added, lists, seconds }: Results): void => {
  console.log('What a start reads, and the processor time that loading it takes');
  console.table(mapped(starts, (start) => startRow(start, starts)));
  console.log('Ratios are of processor time; goals to the client in one file: API 2.0, others 1.3');

  console.log('A warm handler over stores in memory (goal p50 1 ms)');
  console.table(
    mapped(handlers, ({ p50Ms, p99Ms }) => ({ p50Ms: rounded(p50Ms), p99Ms: rounded(p99Ms) })),
  );

  console.log('In the emulator: what a request adds to the bare calls that it makes');
  console.table(
    mapped(added, ({ calls, requestMs, bareMs, addedMs }) => ({
      calls,
      'p50 ms': rounded(requestMs),
      'bare p50 ms': rounded(bareMs),
      'added (goal 10 ms)': rounded(addedMs),
    })),
  );

  console.log('A list of 50 documents among more and more');
  const [first] = lists;
  console.table(
    lists.map(({ p50Ms, askingMs, ...cost }) => ({
      ...cost,
      'p50 ms': rounded(p50Ms),
      'to the first': rounded(p50Ms / (first?.p50Ms ?? p50Ms)),
      'of it asking the emulator': rounded(askingMs),
      ours: rounded(p50Ms - askingMs),
    })),
  );
  console.log(`In ${seconds} s; kept in test/bench/results/functions.json`);
};

const startRow = ({ bytes, cpuMs, wallMs }: Start, starts: Results['starts']) => {
  const to = (name: keyof typeof baselines) => rounded(cpuMs / (starts[name]?.cpuMs ?? Number.NaN));
  return {
    bytes,
    'cpu ms': rounded(cpuMs, 1),
    'wall ms': rounded(wallMs, 1),
    'to an empty module': rounded(to('an empty module'), 0),
    'to the client in one file': to('DynamoDB client alone, in one file'),
    'to the client split': to('DynamoDB client alone, split as ours'),
  };
};

const mapped = <Value, Row>(
  values: Readonly<Record<string, Value>>,
  row: (value: Value) => Row,
): Readonly<Record<string, Row>> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, row(value)]));
