import './installation/quiet.ts';
import { Problem } from '../../infra/local/problem.ts';
import { readSimulateOptions, usage } from './installation/options.ts';
import { failureLines, fewestFaults, Sum } from './installation/report.ts';
import { play } from './installation/run.ts';

const line = (text: string) => void process.stdout.write(`${text}\n`);

/** `npm run simulate`: 1 where a promise was broken. */
const simulate = async (args: readonly string[]): Promise<number> => {
  const { help, runs, seed, faults, trace } = readSimulateOptions(args);
  if (help) {
    line(usage);
    return 0;
  }
  const sum = new Sum();
  for (let number = 1; number <= runs; number++) {
    const options = { seed: seed + number - 1, ...(faults !== undefined && { faults }) };
    const outcome = await play(options);
    sum.add(outcome);
    if (outcome.violations.length > 0) {
      for (const each of failureLines(outcome, number)) line(each);
      const least = await fewestFaults(options, outcome.figures.faults);
      const { figures, lastFault } = least;
      line(
        `Its first ${figures.faults} faults are enough (--faults ${figures.faults}); the last of them: ${lastFault}`,
      );
      for (const each of least.violations.slice(0, 1)) line(`  ${each}`);
      return 1;
    }
    if (trace) for (const each of outcome.tail) line(each);
    if (runs === 1) line(`Hash of everything that happened: ${outcome.hash}`);
    if (number % 100 === 0 && number < runs) line(`${number} runs, every promise kept`);
  }
  for (const each of sum.lines) line(each);
  line('Every promise was kept.');
  return 0;
};

try {
  process.exitCode = await simulate(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
