import { expect } from 'vitest';
import { failureLines, Sum } from './report.ts';
import { play } from './run.ts';

/** Plays so many runs from the seed on; what fails says how to see it again. */
export const promisesKept = async (seed: number, runs: number): Promise<Sum> => {
  const sum = new Sum();
  for (let number = 1; number <= runs; number++) {
    const outcome = await play({ seed: seed + number - 1 });
    if (outcome.violations.length > 0) expect.fail(failureLines(outcome, number).join('\n'));
    sum.add(outcome);
  }
  return sum;
};

/** A simulation in which little happens shows little. */
export const expectMuchHappened = (sum: Sum): void => {
  const perRun = (figure: Parameters<Sum['figure']>[0]) => sum.figure(figure) / sum.runs;
  expect(perRun('invocations')).toBeGreaterThan(200);
  expect(perRun('writes')).toBeGreaterThan(8);
  expect(perRun('events')).toBeGreaterThan(8);
  expect(perRun('deliveries')).toBeGreaterThan(15);
  expect(perRun('looks')).toBeGreaterThan(15);
  expect(perRun('crashes')).toBeGreaterThan(5);
  for (const [kind, times] of sum.faults) expect(times, kind).toBeGreaterThan(0);
};
