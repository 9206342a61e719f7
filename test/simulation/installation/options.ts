import { commandOptions } from '../../../infra/local/command-options.ts';
import { Problem } from '../../../infra/local/problem.ts';

export interface SimulateOptions {
  readonly help: boolean;
  readonly runs: number;
  readonly seed: number;
  /** Only the first so many faults of each run happen; without it all do. */
  readonly faults: number | undefined;
  readonly trace: boolean;
}

export const usage = `Plays an archive with everything that can go wrong, in virtual time.

  npm run simulate                              1000 runs, seeds 1 to 1000
  npm run simulate -- --runs 200 --seed 7       200 runs, seeds 7 to 206
  npm run simulate -- --runs 1 --seed 42        one run again, exactly as it was
  npm run simulate -- --runs 1 --seed 42 --trace      with the last things that happened
  npm run simulate -- --runs 1 --seed 42 --faults 17  only its first 17 faults happen

docs/simulation.md says what is played, what must hold, and how to read a failure.`;

/** @throws Problem */
export const readSimulateOptions = (args: readonly string[]): SimulateOptions => {
  const { help, runs, seed, faults, trace } = parse(args);
  return {
    help,
    trace,
    runs: wholeNumber('runs', runs, 1, 1_000_000),
    seed: wholeNumber('seed', seed, 0, 2 ** 31 - 1),
    faults: faults === undefined ? undefined : wholeNumber('faults', faults, 0, 1_000_000),
  };
};

const wholeNumber = (name: string, text: string, least: number, most: number): number => {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new Problem(`--${name} is a whole number from ${least} to ${most}, not "${text}".`);
};

const parse = (args: readonly string[]) =>
  commandOptions('simulate', args, {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    faults: { type: 'string' },
    trace: { type: 'boolean', default: false },
  });
