import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  counted,
  type MonthFigures,
  merged,
  noFigures,
  percentile,
  stepOf,
} from '#shared/domain/punctuality.ts';

const july = noFigures('2026-07');
const figuresOf = (latenesses: readonly number[]): MonthFigures => latenesses.reduce(counted, july);
const lateness = fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 1, maxLength: 50 });

describe('a step of lateness', () => {
  it.each([
    [0, 10],
    [10, 10],
    [11, 12.5],
    [99, 100],
    [100, 100],
    [101, 125],
    [1_000, 1_000],
    [60_001, 80_000],
  ])('of %i ms reaches to %d ms', (milliseconds, bound) => {
    expect(stepOf(milliseconds)).toBe(bound);
  });

  it('is never passed, and at most a third above', () => {
    fc.assert(
      fc.property(fc.integer({ min: 11, max: 10_000_000 }), (milliseconds) => {
        expect(stepOf(milliseconds)).toBeGreaterThanOrEqual(milliseconds);
        expect(stepOf(milliseconds)).toBeLessThanOrEqual((milliseconds * 4) / 3);
      }),
    );
  });
});

describe('the figures of a month', () => {
  it('count as missed what was told more than a minute late', () => {
    expect(figuresOf([59_999, 60_000]).missed).toBe(0);
    expect(figuresOf([60_000, 60_001])).toMatchObject({ missed: 1, latest: 60_001 });
  });

  it('give percentiles that the exact ones never pass, and that lie at most a third above', () => {
    fc.assert(
      fc.property(lateness, fc.constantFrom(1, 50, 99, 100), (all, percent) => {
        const exact = all.toSorted((a, b) => a - b)[Math.ceil((all.length * percent) / 100) - 1];
        const told = percentile(figuresOf(all), percent) ?? Number.NaN;
        expect(told).toBeGreaterThanOrEqual(exact ?? Number.NaN);
        expect(told).toBeLessThanOrEqual(Math.max(10, ((exact ?? 0) * 4) / 3));
      }),
    );
  });

  it('give the exact maximum', () => {
    fc.assert(
      fc.property(lateness, (all) => {
        expect(percentile(figuresOf(all), 100)).toBe(Math.max(...all));
      }),
    );
  });

  it('give no percentile of nothing', () => {
    expect(percentile(july, 50)).toBeUndefined();
  });

  it('are the same merged as counted together, whatever the order', () => {
    fc.assert(
      fc.property(lateness, lateness, (some, others) => {
        const whole = figuresOf([...some, ...others]);
        expect(merged([figuresOf(some)], [figuresOf(others)])).toEqual([whole]);
        expect(merged([figuresOf(others)], [figuresOf(some)])).toEqual([whole]);
      }),
    );
  });

  it('stay apart by month, in order', () => {
    const august = counted(noFigures('2026-08'), 5);
    expect(merged([august], [figuresOf([7])])).toEqual([figuresOf([7]), august]);
  });
});
