import type { Charge } from './month.ts';
import type { PriceList } from './prices.ts';

/** A line of a bill: the quantity that is paid, at its price. */
export interface Line extends Charge {
  /** The quantity, less what is free. */
  readonly paid: number;
  /** US dollars for `per` units. */
  readonly usd: number;
  readonly per: number;
  readonly unit: string;
  readonly cost: number;
}

export interface Bill {
  readonly lines: readonly Line[];
  /** By part, in the order of the lines. */
  readonly parts: Readonly<Record<string, number>>;
  readonly total: number;
}

/** What charges come to, each of which has a price of its own. */
export const billFor = (
  charges: readonly Charge[],
  { prices }: PriceList,
  { freeTier }: { readonly freeTier: boolean },
): Bill => {
  const lines = charges.map((charge): Line => {
    const { usd, per, unit, free } = prices[charge.price];
    const paid = Math.max(0, charge.quantity - (freeTier ? free : 0));
    return { ...charge, paid, usd, per, unit, cost: (paid / per) * usd };
  });
  const parts: Record<string, number> = {};
  for (const { part, cost } of lines) parts[part] = (parts[part] ?? 0) + cost;
  return { lines, parts, total: lines.reduce((sum, { cost }) => sum + cost, 0) };
};
