import { delimiter, join } from 'node:path';
import type { Progress } from './console.ts';
import { type Command, emulatorContainer, hasDocker } from './docker.ts';
import { region } from './endpoint.ts';
import type { Messages } from './messages.ts';
import { binaries, root } from './paths.ts';
import { Problem } from './problem.ts';
import { findPython, pythonWith } from './python.ts';

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
  readonly progress?: Progress | undefined;
}

const requirements = join(root, 'infra', 'local', 'requirements.txt');

interface Places {
  readonly stateDir: string;
  readonly scratch: string;
  readonly log: string;
}

/** How to start it: by Python where there is one, else as a container. @throws Problem where neither is */
export const emulatorCommand = async (
  options: EmulatorOptions,
  places: Places,
): Promise<Command> => {
  const { dir, port, say, signal, progress } = options;
  const env = environment(options, places);
  const python = await findPython();
  if (python.found) {
    return {
      file: await pythonWith(python, { requirements, say, signal, progress }),
      args: ['-m', 'ministack'],
      env,
    };
  }
  if (await hasDocker()) {
    progress?.(say.installing);
    return emulatorContainer({ dir, env, port }, { say, signal, log: places.log });
  }
  throw new Problem(python.lacks === 'venv' ? say.noVenv : say.noPython);
};

/** All that it and the functions in it see of the machine: as little as in AWS. */
const environment = (
  { port, dir, keep }: EmulatorOptions,
  { stateDir, scratch }: Places,
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
