import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';

const page = readFileSync(new URL('../../../docs/receive-webhooks.md', import.meta.url), 'utf8');

/** The code that the page shows under a comment. */
const sample = (name: string): string => {
  const found = new RegExp(`<!-- sample: ${name} -->\\s+\`\`\`\\w+\\n([^]*?)\`\`\``).exec(page);
  if (found?.[1] === undefined) throw new Error(`The page has no sample ${name}`);
  return found[1];
};

/** A receiver of the page as a program that runs. */
export class SampleReceiver {
  readonly #command: string;
  readonly #file: string;
  readonly #directory = mkdtempSync(join(tmpdir(), 'ikraft-receiver-'));
  #process: ChildProcess | undefined;
  #address = '';
  /** What it has worked off. */
  readonly printed: string[] = [];

  constructor(name: string, { command, file }: { command: string; file: string }) {
    this.#command = command;
    this.#file = join(this.#directory, file);
    writeFileSync(this.#file, sample(name));
    // Packages are looked for beside the program.
    symlinkSync(resolve('node_modules'), join(this.#directory, 'node_modules'));
  }

  async start(key: string): Promise<void> {
    const inbox = join(this.#directory, 'inbox.db');
    const env = { ...process.env, IKRAFT_SECRET: key, IKRAFT_KEY: key, PORT: '0', INBOX: inbox };
    const running = spawn(this.#command, [this.#file], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process = running;
    let errors = '';
    running.stderr.on('data', (text) => {
      errors += text;
    });
    await new Promise<void>((listening, failed) => {
      running.on('exit', () => failed(new Error(errors)));
      createInterface(running.stdout).on('line', (line) => {
        const port = /^Listening on port (\d+)$/.exec(line)?.[1];
        if (port === undefined) this.printed.push(line);
        else {
          this.#address = `http://127.0.0.1:${port}/`;
          listening();
        }
      });
    });
  }

  async post(headers: Readonly<Record<string, string>>, body: string): Promise<number> {
    const { status } = await fetch(this.#address, { method: 'POST', headers, body });
    return status;
  }

  /** Sends a part of a request and goes away. */
  async breakOff(): Promise<void> {
    const socket = connect(Number(new URL(this.#address).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('POST / HTTP/1.1\r\nhost: receiver\r\ncontent-length: 100\r\n\r\n{');
    await setTimeout(100);
    socket.destroy();
    await setTimeout(100);
  }

  async stop(): Promise<void> {
    const running = this.#process;
    if (running === undefined || running.exitCode !== null) return;
    const exited = once(running, 'exit');
    running.kill('SIGKILL');
    await exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.#directory, { recursive: true });
  }
}
