// Tab, line feed, form feed and carriage return are what text is laid out with; no other control character is.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const control = /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f]/;

/** Tells, chunk by chunk, whether bytes are text: valid UTF-8 (RFC 3629) without control characters. */
export class PlainTextCheck {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #holds = true;

  add(chunk: Uint8Array): void {
    if (this.#holds) this.#holds = this.#isText(chunk);
  }

  /** Whether all of it was text, now that it is complete. */
  end(): boolean {
    return this.#holds && this.#isText();
  }

  #isText(chunk?: Uint8Array): boolean {
    try {
      return !control.test(this.#decoder.decode(chunk, { stream: chunk !== undefined }));
    } catch (error) {
      if (error instanceof TypeError) return false;
      throw error;
    }
  }
}
