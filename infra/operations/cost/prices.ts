import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { Problem, reasonOf } from '../../local/problem.ts';

const priceNames = [
  'lambda.requests',
  'lambda.gigabyteSeconds',
  'apiGateway.requests',
  'dynamodb.writeUnits',
  'dynamodb.readUnits',
  'dynamodb.storage',
  'dynamodb.pointInTime',
  's3.storage',
  's3.writes',
  's3.reads',
  'eventBridge.events',
  'scheduler.invocations',
  'sqs.requests',
  'cloudWatch.alarmMetrics',
  'cloudWatch.compositeAlarms',
  'cloudWatch.metrics',
  'cloudWatch.dashboards',
  'cloudWatch.logsIn',
  'cloudWatch.logsKept',
  'xray.traces',
  'kms.keys',
  'kms.requests',
  'cognito.users',
  'transfer.out',
  'backup.tables',
  'backup.files',
  'guardDuty.scanned',
  'guardDuty.objects',
  'waf.webAcls',
  'waf.rules',
  'waf.requests',
] as const;

/** What AWS charges for, by the part that does. */
export type PriceName = (typeof priceNames)[number];

const price = z.strictObject({
  /** US dollars for `per` units. */
  usd: z.number().nonnegative(),
  per: z.number().positive(),
  /** What a unit is, in words. */
  unit: z.string().min(1),
  /** Units that the account gets for nothing each month, for good; those of its first year are not counted. */
  free: z.number().nonnegative(),
  /** Where AWS publishes it. */
  source: z.url(),
});

const priceList = z.strictObject({
  region: z.string().min(1),
  /** The month of the prices. */
  asOf: z.string().regex(/^\d{4}-\d{2}$/, 'must be a month such as 2026-06'),
  note: z.string(),
  prices: z.record(z.enum(priceNames), price),
});

/** List prices of one region at one time. */
export type PriceList = Readonly<z.infer<typeof priceList>>;

/** The prices that are used unless others are named. */
export const defaultPrices = join(import.meta.dirname, 'prices', 'us-east-1.json');

/** Reads a file of prices. @throws Problem that says what is wrong in the file */
export const readPrices = async (file: string): Promise<PriceList> => {
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new Problem(`The prices cannot be read: ${reasonOf(cause)}`, { cause });
  });
  const { success, data, error } = priceList.safeParse(jsonIn(text, file));
  if (success) return data;
  const sentences = error.issues.map(({ path, message }) => `${path.join(' → ')}: ${message}`);
  throw new Problem([`${file} is not a list of prices.`, ...sentences].join('\n'));
};

const jsonIn = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Problem(`${file} is not JSON: ${reasonOf(cause)}`, { cause });
  }
};
