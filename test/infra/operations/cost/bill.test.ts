import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { billFor } from '../../../../infra/operations/cost/bill.ts';
import { chargesOf } from '../../../../infra/operations/cost/charges.ts';
import { defaultPrices, readPrices } from '../../../../infra/operations/cost/prices.ts';
import { dollars, reportOf } from '../../../../infra/operations/cost/report.ts';
import { stackParts } from '../../../../infra/operations/cost/stack-parts.ts';
import { measuredUsage } from '../../../../infra/operations/cost/usage.ts';
import { idle, type Workload } from '../../../../infra/operations/cost/workload.ts';
import { templateOf } from '../../synthesize.ts';
import { plainStack, plainUsage } from './plain.ts';

const prices = await readPrices(defaultPrices);
const stack = stackParts(templateOf().toJSON());
const billOf = (workload: Workload, freeTier = false) =>
  billFor(chargesOf(workload, stack, measuredUsage), prices, { freeTier });

const upTo = (max: number) => fc.integer({ min: 0, max });
const workloads: fc.Arbitrary<Workload> = fc.record({
  documents: upTo(1_000_000),
  subscribers: upTo(10_000),
  changes: upTo(1_000_000),
  uploads: upTo(1_000_000),
  reads: upTo(100_000_000),
  users: upTo(10_000),
  reach: fc.double({ min: 0, max: 1, noNaN: true }),
  fileBytes: upTo(50_000_000),
});
const inputs = Object.keys(idle) as (keyof Workload)[];

describe('a bill', () => {
  it('is the sum of its lines, and of its parts', () => {
    fc.assert(
      fc.property(workloads, fc.boolean(), (workload, freeTier) => {
        const { lines, parts, total } = billOf(workload, freeTier);
        const sum = (costs: readonly number[]) => costs.reduce((so, cost) => so + cost, 0);
        expect(sum(lines.map(({ cost }) => cost))).toBeCloseTo(total, 6);
        expect(sum(Object.values(parts))).toBeCloseTo(total, 6);
      }),
    );
  });

  it('can be checked line by line: what is paid, at its price', () => {
    fc.assert(
      fc.property(workloads, (workload) => {
        for (const { cost, paid, quantity, usd, per } of billOf(workload).lines) {
          expect(paid).toBe(quantity);
          expect(cost).toBeCloseTo((paid * usd) / per, 9);
        }
      }),
    );
  });

  it('never falls when there is more of anything', () => {
    fc.assert(
      fc.property(
        workloads,
        fc.constantFrom(...inputs),
        upTo(100_000),
        fc.boolean(),
        (workload, input, more, freeTier) => {
          const added = input === 'reach' ? more / 100_000 : more;
          const grown = { ...workload, [input]: workload[input] + added };
          const before = billOf(workload, freeTier).total;
          expect(billOf(grown, freeTier).total).toBeGreaterThanOrEqual(before * (1 - 1e-12));
        },
      ),
    );
  });

  it('is never more with the free tier, and never below zero', () => {
    fc.assert(
      fc.property(workloads, (workload) => {
        const free = billOf(workload, true);
        expect(free.total).toBeLessThanOrEqual(billOf(workload).total);
        for (const { cost } of free.lines) expect(cost).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('leaves out what an account gets for nothing each month, where that is asked for', () => {
    const charges = [
      { part: 'SQS', price: 'sqs.requests' as const, quantity: 1_500_000, basis: 'messages' },
      { part: 'KMS', price: 'kms.requests' as const, quantity: 20_000, basis: 'keys' },
    ];
    const { lines, total } = billFor(charges, prices, { freeTier: true });
    expect(lines.map(({ paid }) => paid)).toEqual([500_000, 0]);
    expect(total).toBeCloseTo(0.2, 9);
    expect(billFor(charges, prices, { freeTier: false }).total).toBeCloseTo(0.66, 9);
  });

  it('is that of an idle installation when nothing happens, whatever things would use', () => {
    const doubled = { ...idle, fileBytes: 1_000_000, reach: 1 };
    expect(billOf(doubled)).toEqual(billOf(idle));
  });
});

/** One of each thing, with round figures: every line below was reckoned with pencil and paper. */
describe('a month that is reckoned by hand', () => {
  const workload = {
    documents: 1_000,
    subscribers: 10,
    changes: 100,
    uploads: 50,
    reads: 1_000,
    users: 10,
    reach: 0.5,
    fileBytes: 1_000_000,
  };
  const { lines, total } = billFor(chargesOf(workload, plainStack, plainUsage), prices, {
    freeTier: false,
  });
  // 100 changes × (1 + 1) and 50 uploads × 2 events; each to 5 of 10 subscribers.
  const events = 300;
  const deliveries = 1_500;
  const nightly = (1_000 * 730) / 24;

  it.each([
    // A sweep a minute; 2 × 50 + 100 + 100 + 300 + 1500 + 1000, and each night 1 for 1000 documents.
    ['lambda.requests', 43_800 + 50 + 100 + 100 + events + deliveries + 1_000 + nightly / 1_000],
    ['apiGateway.requests', 1_000 + 100 + 2 * 50],
    ['dynamodb.writeUnits', 50 * 10 + 100 * 8 + 100 * 4 + events * 2 + deliveries * 3],
    [
      'dynamodb.readUnits',
      43_800 * 2 +
        50 * 1 +
        100 * 1 +
        100 * 1 +
        events * 1 +
        deliveries * 1 +
        1_000 * 1 +
        nightly * 1 +
        events * 10 * 0.1,
    ],
    // (1000 + 2 × 500 + 6 × 200) bytes of each document, and 1500 deliveries of 100 bytes for 30 days.
    ['dynamodb.storage', (1_000 * 3_200 + deliveries * 100) / 1e9],
    ['s3.storage', 1],
    ['eventBridge.events', events],
    ['scheduler.invocations', 43_800 + 100],
    // Seven pollers, every 20 seconds; and three requests for each message.
    ['sqs.requests', 7 * 180 * 730 + 3 * (50 + events + deliveries)],
    ['cloudWatch.alarmMetrics', 4],
    // Two that came in 300 of 730 hours.
    ['cloudWatch.metrics', 24 / 24 + (2 * events) / 730],
    ['xray.traces', 43_800 + 100],
    ['kms.keys', 1],
    ['cognito.users', 10],
    ['transfer.out', (1_000 * 1_000 + deliveries * 2_000) / 1e9],
  ])('has so much of %s', (price, quantity) => {
    expect(lines.find((line) => line.price === price)?.quantity).toBeCloseTo(quantity, 6);
  });

  it('has every kind of price once, and costs what they come to', () => {
    expect(new Set(lines.map(({ price }) => price)).size).toBe(lines.length);
    const writes = lines.find(({ price }) => price === 'dynamodb.writeUnits');
    expect(writes?.cost).toBeCloseTo((6_800 / 1_000_000) * 0.625, 9);
    expect(total).toBeGreaterThan(0);
  });
});

describe('the report', () => {
  it('shows each line with its quantity and unit price, and what rounds to nothing', () => {
    const charges = chargesOf({ ...idle, changes: 1_000 }, plainStack, plainUsage);
    const bill = billFor(charges, prices, { freeTier: false });
    const report = reportOf(bill, prices, 'A thousand changes');
    expect(report[0]).toBe('A thousand changes; list prices of us-east-1, 2026-06.');
    expect(report.join('\n')).toMatch(
      /^\| EventBridge +\| 2,000 +\| events .* \$1 \/ 1,000,000 +\| <\$0\.01/m,
    );
    expect(report.at(-1)).toMatch(/^\| In all +\| \$\d+\.\d\d +\|$/);
  });

  it('rounds to cents', () => {
    expect([0, 0.004, 0.005, 12.345].map(dollars)).toEqual(['$0.00', '<$0.01', '$0.01', '$12.35']);
  });
});

describe('a file of prices', () => {
  it('says for each price where AWS publishes it, and when it was so', () => {
    expect(prices.asOf).toMatch(/^\d{4}-\d{2}$/);
    for (const { source } of Object.values(prices.prices)) {
      expect(new URL(source).hostname).toBe('aws.amazon.com');
    }
  });

  it('is refused with a sentence where it is missing, no JSON or incomplete', async () => {
    await expect(readPrices('no-such-file.json')).rejects.toThrow('The prices cannot be read');
    await expect(readPrices('README.md')).rejects.toThrow('README.md is not JSON');
    await expect(readPrices('package.json')).rejects.toThrow(
      'package.json is not a list of prices',
    );
  });
});
