import { commandOptions } from '../../../infra/local/command-options.ts';
import { Problem } from '../../../infra/local/problem.ts';

export interface SoakOptions {
  readonly help: boolean;
  /** Events a second. */
  readonly rate: number;
  readonly minutes: number;
  /** Documents that take turns to change. */
  readonly documents: number;
  /** Each hears of its share of the documents. */
  readonly subscriptions: number;
}

export const usage = `Events at an even rate through a stack in an emulator of its own, from the write to the webhook.

  npm run bench:soak                              200 events a second for 15 minutes
  npm run bench:soak -- --rate 40 --minutes 1

  --documents N       documents that take turns to change (five seconds' worth)
  --subscriptions N   each hears of its share of the documents (4)

docs/soak.md tells what the figures are, and are not.`;

/** @throws Problem that says what is wrong */
export const readSoakOptions = (args: readonly string[]): SoakOptions => {
  const values = parse(args);
  const rate = positive('rate', values.rate, 1_000);
  return {
    help: values.help,
    rate,
    minutes: positive('minutes', values.minutes, 60),
    documents: Math.ceil(positive('documents', values.documents ?? `${5 * rate}`, 20_000)),
    subscriptions: Math.ceil(positive('subscriptions', values.subscriptions, 50)),
  };
};

const positive = (name: string, text: string, most: number): number => {
  const number = Number(text);
  if (number > 0 && number <= most) return number;
  throw new Problem(`--${name} is a number above 0, ${most} at the most, not ${text}.`);
};

const parse = (args: readonly string[]) =>
  commandOptions('bench:soak', args, {
    rate: { type: 'string', default: '200' },
    minutes: { type: 'string', default: '15' },
    documents: { type: 'string' },
    subscriptions: { type: 'string', default: '4' },
  });
