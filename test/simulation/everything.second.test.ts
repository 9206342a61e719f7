import { expect, it } from 'vitest';
import { expectMuchHappened, promisesKept } from './installation/promises-kept.ts';

it('keeps every promise whatever goes wrong, in the second hundred runs', async () => {
  const sum = await promisesKept(101, 100);
  expect(sum.runs).toBe(100);
  expectMuchHappened(sum);
}, 300_000);
