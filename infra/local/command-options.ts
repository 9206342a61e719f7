import { type ParseArgsConfig, parseArgs } from 'node:util';
import { Problem, reasonOf } from './problem.ts';

const help = { type: 'boolean', short: 'h', default: false } as const;

/** What was said to `npm run <command>`, which may always be asked for help. @throws Problem that says what is wrong */
export const commandOptions = <Options extends NonNullable<ParseArgsConfig['options']>>(
  command: string,
  args: readonly string[],
  options: Options,
) => {
  try {
    return parseArgs({ args: [...args], options: { ...options, help } }).values;
  } catch (error) {
    const why = `npm run ${command} -- --help shows what can be said.`;
    throw new Problem(`${reasonOf(error)}\n${why}`, { cause: error });
  }
};
