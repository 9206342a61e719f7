import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type EmulatorOptions, emulatorCommand } from './emulator-command.ts';
import { forgetStreamPositions } from './emulator-state.ts';
import { isTaken } from './ports.ts';
import { Problem } from './problem.ts';
import { endProcess, isRunning } from './processes.ts';

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
  await forgetStreamPositions(stateDir);

  await using undo = new AsyncDisposableStack();
  // Outside the repository, so that the functions find no packages but their own.
  const scratch = await mkdtemp(join(tmpdir(), 'ikraft-emulator-'));
  undo.defer(() => rm(scratch, { recursive: true, force: true, maxRetries: 5 }));
  const command = await emulatorCommand(options, { stateDir, scratch, log });
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
  undo.defer(async () => {
    // It looks at streams once a second and forgets what it has not seen: let it have a last look.
    if (keep && child.exitCode === null) await setTimeout(2_000);
    await endProcess(pid, keep ? saveTimeoutMs : 0);
    await rm(pidFile, { force: true });
  });
  await writeFile(pidFile, `${pid}`);

  const endpointUrl = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + answerTimeoutMs;
  while (!(await answers(endpointUrl))) {
    signal?.throwIfAborted();
    if (child.exitCode !== null) throw new Problem(say.emulatorDied(await tailOf(log), log));
    if (Date.now() > deadline) throw new Problem(say.emulatorSilent(await tailOf(log), log));
    await setTimeout(100);
  }
  const all = undo.move();
  return { endpointUrl, dir, log, ended, [Symbol.asyncDispose]: () => all.disposeAsync() };
};

/** One that an earlier start, killed, has left running: it saves what it holds when asked to end. */
const endLeftover = async (pidFile: string): Promise<void> => {
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
  if (pid > 0 && (await isRunning(pid, /ministack/))) await endProcess(pid, saveTimeoutMs);
};

const answers = (endpointUrl: string): Promise<boolean> =>
  fetch(`${endpointUrl}/_ministack/health`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

const tailOf = async (log: string): Promise<string> =>
  (await readFile(log, 'utf8').catch(() => '')).trimEnd().split('\n').slice(-15).join('\n');
