import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
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
const venv = join(localDir, 'venv');
const interpreter = join(venv, 'bin', 'python');
const installedFrom = join(venv, 'installed-from');

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

/** The interpreter of a virtual environment that holds the emulator; made where it is not there yet. */
export const emulatorPython = async (
  python: Extract<Python, { found: true }>,
  { say, signal }: { readonly say: Messages; readonly signal?: AbortSignal | undefined },
): Promise<string> => {
  const wanted = createHash('sha256')
    .update(await readFile(requirements))
    .update(python.identity)
    .digest('hex');
  if ((await readFile(installedFrom, 'utf8').catch(() => '')) === wanted) return interpreter;

  await rm(venv, { recursive: true, force: true });
  const log = join(localDir, 'install.log');
  const options = { cwd: root, env: process.env, log, timeoutMs: 300_000, signal };
  const made = await run(python.file, ['-m', 'venv', venv], options);
  if (!made.ok) throw new Problem(say.environmentFailed(made.tail, log));
  const flags = ['--require-hashes', '--only-binary=:all:', '--no-input', '--quiet'];
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', ...flags];
  const installed = await run(interpreter, [...pip, '--requirement', requirements], options);
  if (!installed.ok) throw new Problem(say.installFailed(installed.tail, log));
  await writeFile(installedFrom, wanted);
  return interpreter;
};
