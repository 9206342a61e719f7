import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { budgetFor, faultsOf } from '../../infra/bundles/budget.ts';
import { measureBundle } from '../../infra/bundles/bundle.ts';

const name = 'sweep-deliveries';

describe('a bundle that has grown', () => {
  it('is over the limit that it kept before, in a sentence that says by what', async () => {
    const before = await measureBundle(name);
    const budget = { [name]: { start: before.start, all: before.all } };
    expect(faultsOf([before], budget)).toEqual([]);

    const folder = mkdtempSync(join(tmpdir(), 'ikraft-budget-'));
    const growth = join(folder, 'growth.js');
    writeFileSync(growth, `globalThis.growth = '${'x'.repeat(300_000)}';\n`);
    const after = await measureBundle(name, { inject: [growth] });
    rmSync(folder, { recursive: true });

    expect(after.start - before.start).toBeGreaterThanOrEqual(300_000);
    const [start = '', all = '', ...others] = faultsOf([after], budget);
    expect(others).toEqual([]);
    const limit = before.start.toLocaleString('en');
    expect(start).toContain(`The function ${name} reads at each start`);
    expect(start).toContain(`over its limit of ${limit}. Most of what it reads at each start: `);
    expect(start).toMatch(/start: \S+ 300,\d{3}; /);
    expect(start).toContain('@smithy/core');
    expect(all).toContain(`The function ${name} has code of`);
  });
});

describe('the budget', () => {
  const bundle = { name, start: 500_000, all: 700_000, parts: [{ part: 'zod', bytes: 1_000 }] };

  it('is set so that what it is set from keeps it, and no package more fits in', () => {
    const budget = budgetFor([bundle]);
    expect(faultsOf([bundle], budget)).toEqual([]);
    const grown = { ...bundle, start: bundle.start * 1.1, all: bundle.all * 1.1 };
    expect(faultsOf([grown], budget)).toHaveLength(2);
  });

  it('lets a bundle have as much as its limit', () => {
    expect(faultsOf([bundle], { [name]: { start: 500_000, all: 700_000 } })).toEqual([]);
  });

  it.each([
    [{ start: 499_999, all: 700_000 }, 'at each start 500,000 bytes, over its limit of 499,999'],
    [{ start: 500_000, all: 699_999 }, 'has code of 700,000 bytes, over its limit of 699,999'],
  ])('and not a byte more: %j', (limit, told) => {
    expect(faultsOf([bundle], { [name]: limit })).toEqual([expect.stringContaining(told)]);
  });

  it('has a limit for every function, and for none that is gone', () => {
    expect(faultsOf([bundle], { other: { start: 1, all: 1 } })).toEqual([
      expect.stringContaining(`The function ${name} has no limit`),
      'There is no function other: take it out of the budget.',
    ]);
  });
});
