import { parseArgs } from 'node:util';
import { type Language, messages } from './messages.ts';
import { Problem, reasonOf } from './problem.ts';

export interface Options {
  readonly language: Language;
  readonly help: boolean;
  /** Folder whose files are registered instead of the samples. */
  readonly documents?: string;
  readonly port: number;
  /** Forget what earlier starts kept. */
  readonly fresh: boolean;
}

const defaultPort = 4566;

/** Swedish where `--lang sv` or the locale says so, else English. */
export const languageOf = (args: readonly string[], env: NodeJS.ProcessEnv): Language => {
  const flag = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const stated = flag < 0 ? undefined : (args[flag]?.split('=')[1] ?? args[flag + 1]);
  return /^sv/i.test(stated ?? env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? '') ? 'sv' : 'en';
};

export const readOptions = (args: readonly string[], env: NodeJS.ProcessEnv): Options => {
  const language = languageOf(args, env);
  const say = messages[language];
  const values = parse(args, say.unknownFlag);
  const port = Number(values.port ?? defaultPort);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Problem(say.badPort);
  return {
    language,
    help: values.help,
    port,
    fresh: values.fresh,
    ...(values.documents !== undefined && { documents: values.documents }),
  };
};

const parse = (args: readonly string[], unknownFlag: (reason: string) => string) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        lang: { type: 'string' },
        documents: { type: 'string' },
        port: { type: 'string' },
        fresh: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new Problem(unknownFlag(reasonOf(error)));
  }
};
