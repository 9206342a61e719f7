import { createHash } from 'node:crypto';

const kept = 60;

/** All that happened, as a hash, and the last of it in words. */
export class Trace {
  readonly #hash = createHash('sha256');
  readonly #last: { readonly milliseconds: number; readonly what: string }[] = [];
  readonly #unhashed: string[] = [];
  #lines = 0;
  #isOver = false;

  note(milliseconds: number, what: string): void {
    if (this.#isOver) return;
    this.#unhashed.push(`${milliseconds} ${what}`);
    if (this.#unhashed.length >= 1_000) this.#update();
    this.#last[this.#lines++ % kept] = { milliseconds, what };
  }

  /** Something in the hash alone. */
  digest(what: unknown): void {
    this.#unhashed.push(JSON.stringify(what) ?? '');
  }

  /** The last lines, oldest first. */
  get tail(): readonly string[] {
    const place = this.#lines % kept;
    const last = [...this.#last.slice(place), ...this.#last.slice(0, place)];
    return last.map(({ milliseconds, what }) => `${new Date(milliseconds).toISOString()} ${what}`);
  }

  /** SHA-256 of every line, hex; nothing is noted after it. */
  end(): string {
    this.#isOver = true;
    this.#update();
    return this.#hash.digest('hex');
  }

  #update(): void {
    this.#hash.update(this.#unhashed.splice(0).join('\n'));
  }
}
