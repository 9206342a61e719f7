import { parseArgs } from 'node:util';

export interface SoakOptions {
  /** Events a second. */
  readonly rate: number;
  readonly minutes: number;
  /** Documents that take turns to change. */
  readonly documents: number;
  /** Each hears of its share of the documents. */
  readonly subscriptions: number;
}

/** @throws TypeError, RangeError that say what is wrong */
export const readSoakOptions = (args: readonly string[]): SoakOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rate: { type: 'string', default: '200' },
      minutes: { type: 'string', default: '15' },
      documents: { type: 'string' },
      subscriptions: { type: 'string', default: '4' },
    },
  });
  const rate = positive('rate', values.rate, 1_000);
  return {
    rate,
    minutes: positive('minutes', values.minutes, 60),
    documents: Math.ceil(positive('documents', values.documents ?? `${5 * rate}`, 20_000)),
    subscriptions: Math.ceil(positive('subscriptions', values.subscriptions, 50)),
  };
};

const positive = (name: string, text: string, most: number): number => {
  const number = Number(text);
  if (number > 0 && number <= most) return number;
  throw new RangeError(`--${name} is a number above 0, ${most} at the most, not ${text}.`);
};
