import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../infra/local/problem.ts';
import { readSimulateOptions, usage } from './installation/options.ts';
import { plants } from './installation/plants.ts';
import { failureLines, fewestFaults } from './installation/report.ts';
import { play } from './installation/run.ts';

const simulate = async (...args: readonly string[]): Promise<string> => {
  const program = join(import.meta.dirname, 'simulate.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args]);
  return stdout;
};

describe('a run', () => {
  it.each([3, 19, 42])('of seed %i goes step by step as it did before', async (seed) => {
    const { hash, figures } = await play({ seed });
    expect(await play({ seed })).toMatchObject({ hash, figures });
  });

  it('of another seed goes otherwise', async () => {
    const [one, other] = [await play({ seed: 3 }), await play({ seed: 4 })];
    expect(one.hash).not.toBe(other.hash);
  });

  it('goes the same way in another process', async () => {
    const { hash } = await play({ seed: 5 });
    expect(await simulate('--runs', '1', '--seed', '5')).toContain(hash);
  });

  it('may have its first faults alone', async () => {
    const { figures } = await play({ seed: 19 });
    expect(figures.faults).toBeGreaterThan(20);
    expect((await play({ seed: 19, faults: 20 })).figures.faults).toBe(20);
  });

  it('that breaks a promise says how to see it again, and how few faults it takes', async () => {
    const plant = plants['missed retry']?.find(
      ({ failuresUnheard }) => failuresUnheard === 'relay-events',
    );
    if (plant === undefined) throw new Error('There is none');
    let outcome = await play({ seed: 1, plant });
    for (let seed = 2; outcome.violations.length === 0; seed++)
      outcome = await play({ seed, plant });
    const { seed, figures } = outcome;
    const lines = failureLines(outcome, 1).join('\n');
    expect(lines).toContain(`with seed ${seed}`);
    expect(lines).toContain(`npm run simulate -- --runs 1 --seed ${seed}`);
    const least = await fewestFaults({ seed, plant }, figures.faults);
    expect(least.violations).not.toEqual([]);
    const fewer = await play({ seed, plant, faults: least.figures.faults - 1 });
    expect(fewer.violations).toEqual([]);
  });
});

describe('npm run simulate', () => {
  it('counts what happened', async () => {
    const said = await simulate('--runs', '2', '--seed', '3');
    for (const word of [
      '2 runs',
      'steps',
      'invocations',
      'crash after',
      'Every promise was kept',
    ]) {
      expect(said).toContain(word);
    }
  });

  it('explains itself', async () => {
    expect(await simulate('--help')).toBe(`${usage}\n`);
  });

  it.each([
    [['--runs', '0'], '--runs is a whole number from 1 to 1000000, not "0".'],
    [['--seed', 'x'], '--seed is a whole number from 0 to 2147483647, not "x".'],
    [['--faults', 'all'], '--faults is a whole number from 0 to 1000000, not "all".'],
    [['--sed', '1'], 'npm run simulate -- --help shows what can be said.'],
  ])('refuses %j with a sentence', (args, sentence) => {
    expect(() => readSimulateOptions(args)).toThrow(Problem);
    expect(() => readSimulateOptions(args)).toThrow(sentence);
  });

  it('ends with 1 where it cannot do what it was asked for', async () => {
    await expect(simulate('--runs', '0')).rejects.toMatchObject({ code: 1 });
  });
});
