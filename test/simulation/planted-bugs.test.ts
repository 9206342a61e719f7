import { afterAll, describe, expect, it } from 'vitest';
import { plants } from './installation/plants.ts';
import { play } from './installation/run.ts';

const most = 1_000;
const caught: string[] = [];

afterAll(() => {
  process.stdout.write(`${caught.join('\n')}\n`);
});

describe.each(Object.entries(plants))('a planted bug of the class %s', (kind, ofKind) => {
  it.each(ofKind)(
    'is caught: $name',
    async (plant) => {
      for (let seed = 1; seed <= most; seed++) {
        const { violations } = await play({ seed, plant });
        if (violations.length === 0) continue;
        caught.push(`${kind}: ${plant.name}: caught in ${seed} of ${most} runs: ${violations[0]}`);
        return;
      }
      expect.fail(`${plant.name}: not caught in ${most} runs`);
    },
    300_000,
  );
});
