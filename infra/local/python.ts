import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Progress } from './console.ts';
import type { Messages } from './messages.ts';
import { localDir, root } from './paths.ts';
import { Problem } from './problem.ts';
import { run } from './run.ts';

const candidates = [
  'python3',
  ...[14, 13, 12, 11, 10].map((minor) => `python3.${minor}`),
  'python',
];
const requirements = join(root, 'infra', 'local', 'requirements.txt');

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

interface InstallOptions {
  readonly say: Messages;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: Progress | undefined;
}

/** The interpreter of a virtual environment that holds the emulator; made where it is not there yet. */
export const emulatorPython = async (
  python: Extract<Python, { found: true }>,
  { say, signal, progress }: InstallOptions,
): Promise<string> => {
  const content = createHash('sha256')
    .update(await readFile(requirements))
    .update(python.identity);
  const venv = join(localDir, 'venv', content.digest('hex').slice(0, 12));
  if (existsSync(interpreterOf(venv))) return interpreterOf(venv);

  progress?.(say.installing);
  // Made under another name, so that no one ever finds a part of it: not even a start beside this one.
  const draft = `${venv}.${process.pid}`;
  const log = join(localDir, 'install.log');
  const options = { cwd: root, env: process.env, log, timeoutMs: 300_000, signal };
  try {
    await mkdir(localDir, { recursive: true });
    const made = await run(python.file, ['-m', 'venv', draft], options);
    if (!made.ok) throw new Problem(say.environmentFailed(made.tail, log));
    const installed = await run(interpreterOf(draft), pipInstall, options);
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
  ...['--require-hashes', '--only-binary=:all:', '--requirement', requirements],
];
