import { type Figures, figureNames, type Outcome, play, type RunOptions } from './run.ts';
import { faultKinds } from './weather.ts';

/** What all runs together amount to. */
export class Sum {
  #runs = 0;
  readonly #figures = new Map<string, number>();
  readonly #faults = new Map<string, number>();
  readonly #statuses = new Map<string, number>();

  add({ figures, faults, statuses }: Outcome): void {
    this.#runs++;
    for (const name of figureNames) add(this.#figures, name, figures[name]);
    for (const kind of faultKinds) add(this.#faults, kind, faults.get(kind) ?? 0);
    for (const [status, times] of statuses) add(this.#statuses, String(status), times);
  }

  get runs(): number {
    return this.#runs;
  }

  figure(name: keyof Figures): number {
    return this.#figures.get(name) ?? 0;
  }

  /** How often each kind of fault happened. */
  get faults(): ReadonlyMap<string, number> {
    return this.#faults;
  }

  get lines(): readonly string[] {
    return [
      `${this.#runs} runs`,
      `  ${inWords(this.#figures)}`,
      `  faults: ${inWords(this.#faults)}`,
      `  answers of the API: ${inWords(new Map([...this.#statuses].sort()))}`,
    ];
  }
}

const add = (sums: Map<string, number>, name: string, more: number): void => {
  sums.set(name, (sums.get(name) ?? 0) + more);
};

const inWords = (sums: ReadonlyMap<string, number>): string =>
  [...sums].map(([name, sum]) => `${name} ${sum.toLocaleString('en')}`).join(', ');

/** How a run that broke a promise is told. */
export const failureLines = (
  { seed, violations, tail, lastFault }: Outcome,
  number: number,
): readonly string[] => [
  `Run ${number} broke a promise, with seed ${seed}:`,
  ...violations.slice(0, 5).map((violation) => `  ${violation}`),
  'The last things that happened:',
  ...tail.slice(-40).map((line) => `  ${line}`),
  `The last fault: ${lastFault}`,
  `Again, exactly so: npm run simulate -- --runs 1 --seed ${seed}`,
];

/** The fewest first faults with which the run still breaks a promise, found by halving; undefined where it needs none. */
export const fewestFaults = async (options: RunOptions, most: number): Promise<Outcome> => {
  let [enough, tooFew] = [most, -1];
  let outcome = await play({ ...options, faults: most });
  while (enough - tooFew > 1) {
    const faults = (enough + tooFew) >> 1;
    const tried = await play({ ...options, faults });
    if (tried.violations.length === 0) tooFew = faults;
    else [enough, outcome] = [faults, tried];
  }
  return outcome;
};
