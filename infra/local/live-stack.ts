import { type Installation, withNewTokens } from './stack.ts';
import { removeStackFile, type Stack, writeStackFile } from './stack-file.ts';

/** Tokens last an hour. */
const refreshEveryMs = 20 * 60_000;

/** Keeps `.local/stack.json` true while the stack runs: there, and with tokens that work. */
export class LiveStack implements AsyncDisposable {
  private stack: Stack;
  private readonly timer: NodeJS.Timeout;

  private constructor(installation: Installation, onTrouble: (error: unknown) => void) {
    this.stack = installation.stack;
    this.timer = setInterval(() => {
      this.refresh(installation).catch(onTrouble);
    }, refreshEveryMs);
  }

  static async open(
    installation: Installation,
    onTrouble: (error: unknown) => void,
  ): Promise<LiveStack> {
    await writeStackFile(installation.stack);
    return new LiveStack(installation, onTrouble);
  }

  get current(): Stack {
    return this.stack;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.timer);
    await removeStackFile();
  }

  private async refresh(installation: Installation): Promise<void> {
    this.stack = await withNewTokens(installation);
    await writeStackFile(this.stack);
  }
}
