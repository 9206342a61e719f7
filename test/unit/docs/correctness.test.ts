import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = readFileSync('docs/correctness.md', 'utf8');

const pitfalls = [...page.matchAll(/^\| (\d+) \|.*$/gm)].map(([row, number]) => ({
  number: Number(number),
  files: [...row.matchAll(/\]\(([^)]+)\)/g)].map(([, file = '']) => file),
}));

describe('the page on time', () => {
  it('goes through all thirty-one pitfalls', () => {
    expect(pitfalls.map(({ number }) => number)).toEqual(
      Array.from({ length: 31 }, (_, index) => index + 1),
    );
  });

  it.each(pitfalls)('names for pitfall $number a test or a decision that is there', ({ files }) => {
    expect(files.some((file) => file.endsWith('.test.ts') || file.startsWith('decisions/'))).toBe(
      true,
    );
    for (const file of files) expect(existsSync(`docs/${file}`), file).toBe(true);
  });
});
