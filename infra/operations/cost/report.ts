import type { Bill, Line } from './bill.ts';
import type { PriceList } from './prices.ts';

/** `$12.34`; what rounds to nothing but is something shows as `<$0.01`. */
export const dollars = (amount: number): string =>
  amount > 0 && amount < 0.005 ? '<$0.01' : `$${amount.toFixed(2)}`;

const figure = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });
const grouped = new Intl.NumberFormat('en');
const price = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 });

/** Exact where it is countable, so that a line can be checked by hand. */
const quantity = (value: number): string =>
  value < 1000 ? figure.format(value) : grouped.format(Math.round(value));

/** A table in Markdown with every line of the bill, and below it each part. */
export const reportOf = (bill: Bill, { region, asOf }: PriceList, said: string): string[] => {
  const rows = bill.lines.filter(({ quantity }) => quantity > 0).map(row);
  const header = ['Part', 'Quantity', 'Unit', 'Price', 'A month', 'Made of'];
  return [
    `${said}; list prices of ${region}, ${asOf}.`,
    '',
    ...tableOf(header, rows),
    '',
    ...tableOf(
      ['Part', 'A month'],
      [
        ...Object.entries(bill.parts)
          .toSorted(([, a], [, b]) => b - a)
          .map(([part, cost]) => [part, dollars(cost)]),
        ['In all', dollars(bill.total)],
      ],
    ),
  ];
};

const row = (line: Line): string[] => [
  line.part,
  line.paid === line.quantity
    ? quantity(line.quantity)
    : `${quantity(line.quantity)}, paid ${quantity(line.paid)}`,
  line.unit,
  `$${price.format(line.usd)}${line.per === 1 ? '' : ` / ${grouped.format(line.per)}`}`,
  dollars(line.cost),
  line.basis,
];

const tableOf = (header: readonly string[], rows: readonly (readonly string[])[]): string[] => {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
};
