import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Command, emulatorContainer, hasDocker } from './docker.ts';
import { forgetStreamPositions } from './emulator-state.ts';
import { region } from './endpoint.ts';
import type { Messages } from './messages.ts';
import { binaries } from './paths.ts';
import { isTaken } from './ports.ts';
import { Problem } from './problem.ts';
import { endProcess, isRunning } from './processes.ts';
import { emulatorPython, findPython } from './python.ts';

export interface EmulatorOptions {
  readonly port: number;
  /** Its state and its log. */
  readonly dir: string;
  /** Whether what it holds outlives it. */
  readonly keep: boolean;
  /** Forget what an earlier one kept. */
  readonly fresh?: boolean;
  readonly say: Messages;
  readonly signal?: AbortSignal | undefined;
}

export interface Emulator extends AsyncDisposable {
  readonly endpointUrl: string;
  readonly dir: string;
  readonly log: string;
  /** Resolves when it has ended, asked to or not. */
  readonly ended: Promise<void>;
}

const answerTimeoutMs = 60_000;
const saveTimeoutMs = 20_000;

/** Starts an AWS emulator on loopback, and nothing but loopback; resolves when it answers. */
export const startEmulator = async (options: EmulatorOptions): Promise<Emulator> => {
  const { port, dir, keep, fresh = false, say, signal } = options;
  const log = join(dir, 'emulator.log');
  const pidFile = join(dir, 'emulator.pid');
  const stateDir = join(dir, 'state');
  await endLeftover(pidFile);
  if (await isTaken(port)) throw new Problem(say.portTaken(port));

  if (fresh) await rm(dir, { recursive: true, force: true });
  await mkdir(stateDir, { recursive: true });
  // Outside the repository, so that the functions find no packages but their own.
  const scratch = await mkdtemp(join(tmpdir(), 'ikraft-emulator-'));
  await forgetStreamPositions(stateDir);

  const command = await emulatorCommand(options, environment(options, stateDir, scratch), log);
  const output = await open(log, 'w');
  // A group of its own: Ctrl-C is for us, who then end it in good order.
  const child = spawn(command.file, command.args, {
    cwd: dir,
    env: command.env,
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
  });
  const ended = new Promise<void>((resolve) => child.on('error', resolve).on('exit', resolve));
  await output.close();
  const { pid } = child;
  if (pid === undefined) throw new Problem(say.emulatorDied(await tailOf(log), log));
  await writeFile(pidFile, `${pid}`);

  const end = async () => {
    // It looks at streams once a second and forgets what it has not seen: let it have a last look.
    if (keep && child.exitCode === null) await setTimeout(2_000);
    await endProcess(pid, keep ? saveTimeoutMs : 0);
    await rm(pidFile, { force: true });
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  };
  const endpointUrl = `http://127.0.0.1:${port}`;
  try {
    const deadline = Date.now() + answerTimeoutMs;
    while (!(await answers(endpointUrl))) {
      signal?.throwIfAborted();
      if (child.exitCode !== null) throw new Problem(say.emulatorDied(await tailOf(log), log));
      if (Date.now() > deadline) throw new Problem(say.emulatorSilent(await tailOf(log), log));
      await setTimeout(100);
    }
  } catch (error) {
    await end();
    throw error;
  }
  return { endpointUrl, dir, log, ended, [Symbol.asyncDispose]: end };
};

/** One that an earlier start, killed, has left running: it saves what it holds when asked to end. */
const endLeftover = async (pidFile: string): Promise<void> => {
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
  if (pid > 0 && (await isRunning(pid, /ministack/))) await endProcess(pid, saveTimeoutMs);
};

const emulatorCommand = async (
  { dir, port, say, signal }: EmulatorOptions,
  env: NodeJS.ProcessEnv,
  log: string,
): Promise<Command> => {
  const python = await findPython();
  if (python.found) {
    return { file: await emulatorPython(python, { say, signal }), args: ['-m', 'ministack'], env };
  }
  if (await hasDocker()) return emulatorContainer({ dir, env, port }, { say, log, signal });
  throw new Problem(python.lacks === 'venv' ? say.noVenv : say.noPython);
};

/** All that it and the functions in it see of the machine: as little as in AWS. */
const environment = (
  { port, dir, keep }: EmulatorOptions,
  stateDir: string,
  scratch: string,
): NodeJS.ProcessEnv => ({
  PATH: `${binaries}${delimiter}${process.env.PATH ?? ''}`,
  HOME: process.env.HOME,
  LANG: 'C.UTF-8',
  TZ: 'UTC',
  TMPDIR: scratch,
  BIND_HOST: '127.0.0.1',
  MINISTACK_HOST: '127.0.0.1',
  GATEWAY_PORT: `${port}`,
  MINISTACK_REGION: region,
  AWS_DEFAULT_REGION: region,
  PERSIST_STATE: keep ? '1' : '0',
  STATE_DIR: stateDir,
  S3_PERSIST: keep ? '1' : '0',
  S3_DATA_DIR: join(dir, 's3'),
  // Listeners of services that are not used here.
  IOT_MTLS_ENABLED: '0',
  SFTP_ENABLED: '0',
});

const answers = (endpointUrl: string): Promise<boolean> =>
  fetch(`${endpointUrl}/_ministack/health`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

const tailOf = async (log: string): Promise<string> =>
  (await readFile(log, 'utf8').catch(() => '')).trimEnd().split('\n').slice(-15).join('\n');
