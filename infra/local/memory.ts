import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const ids = z.record(z.string(), z.string()).catch({});

/** Which document each sample or file became, so that the next start finds it again. */
export class Memory {
  private readonly file: string;
  private readonly known: Record<string, string>;

  private constructor(file: string, known: Record<string, string>) {
    this.file = file;
    this.known = known;
  }

  static async in(dir: string): Promise<Memory> {
    const file = join(dir, 'registered.json');
    const text = await readFile(file, 'utf8').catch(() => '{}');
    return new Memory(file, ids.parse(JSON.parse(text)));
  }

  documentOf(key: string): string | undefined {
    return this.known[key];
  }

  remember(key: string, documentId: string): void {
    this.known[key] = documentId;
    // At once, so that documents registered side by side do not overwrite each other.
    writeFileSync(this.file, `${JSON.stringify(this.known, null, 2)}\n`);
  }
}
