import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const page = readFileSync('docs/correctness-delivery.md', 'utf8');

const modes = [...page.matchAll(/^\| (\d+) \|.*$/gm)].map(([row, number]) => ({
  number: Number(number),
  files: [...row.matchAll(/\]\(\.\.\/(test\/[^)]+\.test\.ts)\)/g)].map(([, file = '']) => file),
}));

describe('the page on deliveries', () => {
  it('goes through all sixteen failure modes', () => {
    expect(modes.map(({ number }) => number)).toEqual(
      Array.from({ length: 16 }, (_, index) => index + 1),
    );
  });

  it.each(modes)('names for mode $number tests that are there', ({ files }) => {
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(existsSync(join(process.cwd(), file)), file).toBe(true);
  });

  it.each(modes)(
    'names for mode $number the simulation that is named after it',
    ({ number, files }) => {
      const simulated = files.filter((file) => file.includes('failure-modes.'));
      const named = simulated.map((file) =>
        readFileSync(file, 'utf8').includes(`'mode ${number},`),
      );
      expect(named).toEqual(simulated.map(() => true));
    },
  );
});
