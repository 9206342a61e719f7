import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';

export interface RunOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** All output is appended to this file. */
  readonly log: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onLine?: ((line: string) => void) | undefined;
}

export interface Outcome {
  readonly ok: boolean;
  /** The last lines of what it said. */
  readonly tail: string;
}

const tailLength = 15;

/** Runs a program to its end, bounded in time. What the program does is an outcome, never thrown. */
export const run = async (
  file: string,
  args: readonly string[],
  { cwd, env, log, timeoutMs, signal, onLine }: RunOptions,
): Promise<Outcome> => {
  signal?.throwIfAborted();
  const child = spawn(file, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMs,
    ...(signal && { signal }),
  });
  const lines: string[] = [];
  const sink = createWriteStream(log, { flags: 'a' });
  const take = (text: string) => {
    sink.write(`${text}\n`);
    if (text.trim() !== '') lines.push(text);
    onLine?.(text);
  };
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', take);

  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.on('error', ({ message }) => take(message));
  child.on('close', resolve);
  const code = await promise;
  sink.end();
  signal?.throwIfAborted();
  return { ok: code === 0, tail: lines.slice(-tailLength).join('\n') };
};
