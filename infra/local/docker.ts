import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Messages } from './messages.ts';
import { Problem } from './problem.ts';
import { run } from './run.ts';

const image = 'ministackorg/ministack:1.5.33';

const docker = (...args: string[]) => promisify(execFile)('docker', args, { timeout: 30_000 });

/** Whether a Docker daemon answers. */
export const hasDocker = (): Promise<boolean> =>
  docker('info').then(
    () => true,
    () => false,
  );

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/**
 * The emulator as a container with the machine's own network: its port stays on loopback, and its
 * functions reach webhooks on loopback as they do without Docker.
 */
export const emulatorContainer = async (
  {
    dir,
    env,
    port,
  }: { readonly dir: string; readonly env: NodeJS.ProcessEnv; readonly port: number },
  {
    say,
    log,
    signal,
  }: { readonly say: Messages; readonly log: string; readonly signal?: AbortSignal | undefined },
): Promise<Command> => {
  const name = `ikraft-emulator-${port}`;
  // Left by a start that was killed: stopped in good order, so that it saves what it holds.
  await docker('stop', '-t', '20', name).catch(() => undefined);
  const options = { cwd: dir, env: process.env, log, timeoutMs: 600_000, signal };
  const pulled = await run('docker', ['pull', image], options);
  if (!pulled.ok) throw new Problem(say.imageFailed(image, pulled.tail));

  const user = `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;
  const { PATH: _, HOME: __, ...inside } = env;
  const variables = Object.entries(inside).flatMap(([key, value]) => ['--env', `${key}=${value}`]);
  const mount = `type=bind,source=${dir},target=${dir}`;
  return {
    file: 'docker',
    args: [
      ...['run', '--rm', '--name', name, '--network', 'host', '--user', user],
      ...['--mount', mount, ...variables, image],
    ],
    env: process.env,
  };
};
