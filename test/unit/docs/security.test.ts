import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deliveryRetentionDays } from '#shared/domain/delivery.ts';

const page = readFileSync('docs/security.md', 'utf8');

const rowsOf = (title: string): string[] => {
  const [, section = ''] = page.split(`\n## ${title}\n`);
  const lines = (section.split('\n## ')[0] ?? '').split('\n');
  return lines.filter((line) => line.startsWith('| ')).slice(2);
};

/** `[file](path) *heading*, *another heading*` */
const claims = [...page.matchAll(/\]\((\.\.\/test\/[^)]+)\)((?:,? \*[^*]+\*)+)/g)].flatMap(
  ([, file = '', headings = '']) =>
    [...headings.matchAll(/\*([^*]+)\*/g)].map(([, heading = '']) => ({ file, heading })),
);

describe('the page on security', () => {
  it('goes through the ten risks of OWASP, each with a test', () => {
    const rows = rowsOf('OWASP API Security Top 10 (2023)');
    expect(rows.map((row) => row.match(/^\| (API\d+) /)?.[1])).toEqual(
      Array.from({ length: 10 }, (_, index) => `API${index + 1}`),
    );
    for (const row of rows) expect(row).toMatch(/\]\(\.\.\/test\/[^)]+\) \*/);
  });

  it('names a test for every threat that it says is countered', () => {
    const [, threats = ''] = page.split('### Threats and what counters them');
    const rows = (threats.split('\n## ')[0] ?? '')
      .split('\n')
      .filter((line) => /^\| \w/.test(line));
    expect(rows.length).toBeGreaterThan(15);
    for (const row of rows.slice(1)) expect(row, row).toMatch(/\]\(\.\.\/test\/[^)]+\) \*/);
  });

  it('links no test without saying which of its facts', () => {
    const links = [...page.matchAll(/\]\(\.\.\/test\//g)];
    expect(new Set(claims.map(({ file }) => file)).size).toBeGreaterThan(20);
    expect(links).toHaveLength([...page.matchAll(/\]\(\.\.\/test\/[^)]+\) \*/g)].length);
  });

  it.each(claims)('speaks of a fact that $file has: $heading', ({ file, heading }) => {
    const path = `docs/${file}`;
    expect(existsSync(path), path).toBe(true);
    const source = readFileSync(path, 'utf8');
    expect(["'", '"', '`'].some((quote) => source.includes(quote + heading))).toBe(true);
  });

  it('states how long deliveries are kept', () => {
    expect(page).toContain(`| ${deliveryRetentionDays} days, then by DynamoDB`);
  });
});
