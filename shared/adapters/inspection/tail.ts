/** The last bytes of a file. */
export interface Tail {
  /** Of the whole file, in bytes. */
  readonly size: number;
  readonly bytes: Buffer;
}

/** Keeps at least so many of the last bytes, and no more than a chunk beyond. */
export class TailKeeper {
  readonly #length: number;
  readonly #chunks: Uint8Array[] = [];
  #kept = 0;
  #size = 0;

  constructor(length: number) {
    this.#length = length;
  }

  add(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#kept += chunk.length;
    this.#size += chunk.length;
    for (let first = this.#chunks[0]; first !== undefined; first = this.#chunks[0]) {
      if (this.#kept - first.length < this.#length) return;
      this.#chunks.shift();
      this.#kept -= first.length;
    }
  }

  end(): Tail {
    return { size: this.#size, bytes: Buffer.concat(this.#chunks) };
  }
}
