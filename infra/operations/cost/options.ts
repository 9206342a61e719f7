import { commandOptions } from '../../local/command-options.ts';
import { Problem } from '../../local/problem.ts';
import { defaultPrices } from './prices.ts';
import type { Workload } from './workload.ts';

export interface CostOptions {
  readonly help: boolean;
  readonly workload: Workload;
  /** The file with the prices. */
  readonly prices: string;
  /** Takes off what an account gets for nothing each month. */
  readonly freeTier: boolean;
  /** Prints JSON in place of a table. */
  readonly json: boolean;
  /** Settings of the stack in place of the configured ones, by name. */
  readonly settings: Readonly<Record<string, string>>;
}

export const usage = `What a month of Ikraft costs, part by part, from list prices.

  npm run cost -- --documents 50000 --subscribers 200 --changes 20000

  --documents N     documents that are kept (0)
  --subscribers N   subscriptions (0)
  --changes N       decisions recorded in the month, each of which changes a status on a later day (0)
  --uploads N       documents registered in the month, each with a file (half the changes: a document comes
                    into force once and ends once)
  --reads N         documents read through the API in the month (ten for each change)
  --users N         users who sign in during the month (one for each subscriber)
  --reach PERCENT   of all subscriptions, those that an event is for (10)
  --file-kb N       size of a file, in kilobytes (500)
  --set NAME=VALUE  a setting of the stack in place of the configured one; may be repeated
  --prices FILE     other prices than infra/operations/cost/prices/us-east-1.json
  --free-tier       without what an AWS account gets for nothing each month
  --json            as JSON

Without numbers it says what an idle installation costs. docs/cost.md tells what is counted and how.`;

/** @throws Problem that says what can be said */
export const readCostOptions = (args: readonly string[]): CostOptions => {
  const values = parse(args);
  const count = (name: string, text: string | undefined, unless: number): number =>
    text === undefined ? unless : numberIn(name, text);
  const changes = count('changes', values.changes, 0);
  const subscribers = count('subscribers', values.subscribers, 0);
  const reach = count('reach', values.reach, 10);
  if (reach > 100) throw new Problem(`--reach is a percentage: ${reach} is more than 100.`);
  return {
    help: values.help,
    workload: {
      documents: count('documents', values.documents, 0),
      subscribers,
      changes,
      uploads: count('uploads', values.uploads, Math.ceil(changes / 2)),
      reads: count('reads', values.reads, 10 * changes),
      users: count('users', values.users, subscribers),
      reach: reach / 100,
      fileBytes: 1000 * count('file-kb', values['file-kb'], 500),
    },
    prices: values.prices,
    freeTier: values['free-tier'],
    json: values.json,
    settings: Object.fromEntries(values.set.map(settingIn)),
  };
};

const most = 1e9;

const numberIn = (name: string, text: string): number => {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number <= most) return number;
  throw new Problem(`--${name} must be a whole number from 0 to a billion, not ${text}.`);
};

const settingIn = (text: string): [string, string] => {
  const [, name, value] = /^([A-Za-z]+)=(.*)$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  throw new Problem(`--set must look like stage=development, not ${text}.`);
};

const parse = (args: readonly string[]) => {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  return commandOptions('cost', args, {
    documents: text,
    subscribers: text,
    changes: text,
    uploads: text,
    reads: text,
    users: text,
    reach: text,
    'file-kb': text,
    set: { type: 'string', multiple: true, default: [] },
    prices: { type: 'string', default: defaultPrices },
    'free-tier': flag,
    json: flag,
  });
};
