import { commandOptions } from '../local/command-options.ts';
import { Problem } from '../local/problem.ts';

/** Queues with dead letters that can go back, and `streams`: what lies in the failures bucket. */
export const sources = [
  'uploads',
  'erasures',
  'wake-ups',
  'events',
  'deliveries',
  'replays',
  'reconciliations',
  'streams',
] as const;

export type Source = (typeof sources)[number];

export interface RedriveOptions {
  readonly help: boolean;
  readonly stackName: string;
  readonly from: readonly Source[];
  readonly dryRun: boolean;
}

export const usage = `Sends dead letters in again, once their cause is gone.

  npm run redrive                        everything that lies anywhere
  npm run redrive -- --from events       one of ${sources.join(', ')}; may be repeated
  npm run redrive -- --dry-run           only counts
  npm run redrive -- --stack NAME        another stack than Ikraft

It finds the stack by the AWS settings of this terminal, as the AWS CLI does. What fails again comes back
to where it lay.`;

export const readRedriveOptions = (args: readonly string[]): RedriveOptions => {
  const { help, stack, from = [...sources], 'dry-run': dryRun } = parse(args);
  const unknown = from.find((name) => !isSource(name));
  if (unknown !== undefined) {
    throw new Problem(`There is no ${unknown}: --from takes ${sources.join(', ')}.`);
  }
  return { help, stackName: stack, from: sources.filter((name) => from.includes(name)), dryRun };
};

const isSource = (name: string): boolean => sources.some((source) => source === name);

const parse = (args: readonly string[]) =>
  commandOptions('redrive', args, {
    stack: { type: 'string', default: 'Ikraft' },
    from: { type: 'string', multiple: true },
    'dry-run': { type: 'boolean', default: false },
  });
