import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pages } from '../../../docs/generator/pages.ts';
import { filled } from '../../../docs/generator/regions.ts';
import { retryTable } from '../../../docs/generator/retry-table.ts';

const written = (name: string) =>
  readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');

describe('what is made from the code', () => {
  it.each(Object.entries(pages))(
    'is up to date in %s: run `npm run docs` when this fails',
    (name, page) => {
      expect(written(name)).toBe(page(written(name)));
    },
  );

  it('stands in each place that was left for it', () => {
    const places = Object.keys(pages).flatMap(
      (name) => written(name).match(/<!-- generated.*/g) ?? [],
    );
    expect(places).toEqual([
      '<!-- generated: envelope -->',
      '<!-- generated: event-types -->',
      '<!-- generated: events-by-type -->',
      '<!-- generated: test-vector -->',
      '<!-- generated: retry-schedule -->',
    ]);
  });

  it('takes the place of what stood there, and of nothing else', () => {
    const page = 'before\n<!-- generated: a -->\nold\n<!-- end -->\nafter\n';
    const made = 'before\n<!-- generated: a -->\n\nnew\n\n<!-- end -->\nafter\n';
    expect(filled(page, { a: () => 'new' })).toBe(made);
    expect(filled(made, { a: () => 'new' })).toBe(made);
    expect(() => filled(page, {})).toThrow('Nothing makes the region "a".');
  });
});

describe('the table of attempts', () => {
  it('has the ten of the schedule, over three days', () => {
    const rows = retryTable().split('\n').slice(2);
    expect(rows[0]).toBe('| 1 | at once | 0 s |');
    expect(rows[3]).toBe('| 4 | 30 min | 35 min 5 s |');
    expect(rows[9]).toBe('| 10 | 24 h | 75 h 35 min |');
    expect(rows).toHaveLength(10);
  });
});
