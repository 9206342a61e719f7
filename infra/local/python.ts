import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { Progress } from './console.ts';
import { localDir, root } from './paths.ts';
import { Problem } from './problem.ts';
import { run } from './run.ts';

const candidates = [
  'python3',
  ...[14, 13, 12, 11, 10].map((minor) => `python3.${minor}`),
  'python',
];
/** Says where it is and its version, and fails where it is too old or cannot make environments. */
const question = `
import sys
if sys.version_info < (3, 10): sys.exit(3)
try: import ensurepip, venv
except ImportError: sys.exit(4)
print(sys.executable, sys.version)`;

export type Python =
  | { readonly found: true; readonly file: string; readonly identity: string }
  | { readonly found: false; readonly lacks: 'python' | 'venv' };

/** Python 3.10 or later that can make virtual environments. */
export const findPython = async (): Promise<Python> => {
  let lacks: 'python' | 'venv' = 'python';
  for (const file of candidates) {
    try {
      const { stdout } = await promisify(execFile)(file, ['-c', question], { timeout: 20_000 });
      return { found: true, file, identity: stdout };
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 4) lacks = 'venv';
    }
  }
  return { found: false, lacks };
};

export interface EnvironmentOptions {
  /** What is in it: a file with every package pinned, and its hashes. */
  readonly requirements: string;
  readonly say: {
    readonly installing: string;
    /** Where the environment could not be made; with the end of what was said, and where all of it is. */
    readonly environmentFailed: (tail: string, log: string) => string;
    /** Where the packages could not be installed. */
    readonly installFailed: (tail: string, log: string) => string;
  };
  readonly signal?: AbortSignal | undefined;
  readonly progress?: Progress | undefined;
}

/** The interpreter of a virtual environment with the packages in it; made where it is not there yet. @throws Problem */
export const pythonWith = async (
  python: Extract<Python, { found: true }>,
  { requirements, say, signal, progress }: EnvironmentOptions,
): Promise<string> => {
  const content = createHash('sha256')
    .update(await readFile(requirements))
    .update(python.identity);
  const venv = join(localDir, 'venv', content.digest('hex').slice(0, 12));
  if (existsSync(interpreterOf(venv))) return interpreterOf(venv);

  progress?.(say.installing);
  // Made under another name, so that no one ever finds a part of it: not even a start beside this one.
  const draft = `${venv}.${process.pid}`;
  const log = join(localDir, `install-${basename(venv)}.log`);
  const options = { cwd: root, env: process.env, log, timeoutMs: 300_000, signal };
  try {
    await mkdir(localDir, { recursive: true });
    const made = await run(python.file, ['-m', 'venv', draft], options);
    if (!made.ok) throw new Problem(say.environmentFailed(made.tail, log));
    const installed = await run(interpreterOf(draft), [...pipInstall, requirements], options);
    if (!installed.ok) throw new Problem(say.installFailed(installed.tail, log));
    await rename(draft, venv).catch((error: unknown) => {
      if (!existsSync(interpreterOf(venv))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return interpreterOf(venv);
};

const interpreterOf = (venv: string): string => join(venv, 'bin', 'python');

const pipInstall = [
  ...['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--quiet'],
  ...['--require-hashes', '--only-binary=:all:', '--requirement'],
];
