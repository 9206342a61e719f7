import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFolder } from '../../../infra/local/folder.ts';
import { messages } from '../../../infra/local/messages.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ikraft-folder-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const put = (name: string, content: string) => writeFile(join(dir, name), content);
const titles = async () =>
  (await readFolder(dir, messages.en)).cases.map(({ document }) => document.title);

describe('a folder of documents', () => {
  it('takes the title of a text from its first heading', async () => {
    await put('a.md', '\ufeff\nDnr 17\n\n## Riktlinje  för\tarkiv\n\n# Bilaga\n');
    expect(await titles()).toEqual(['Riktlinje för arkiv']);
  });

  it('takes the first line of a text without headings', async () => {
    await put('a.txt', '\r\n  Regler för inköp \r\n\r\n1. Köp.\r\n');
    expect(await titles()).toEqual(['Regler för inköp']);
  });

  it('takes the name of any other file', async () => {
    await put('Plan för snö.PDF', '%PDF-1.4');
    expect(await titles()).toEqual(['Plan för snö']);
  });

  it('clips a title to what a document may have', async () => {
    await put('a.txt', 'x'.repeat(2_000));
    expect(await titles()).toEqual(['x'.repeat(500)]);
  });

  it('tells files apart by content, so that a renamed one is known again', async () => {
    await put('a.txt', 'samma');
    await put('b.txt', 'samma');
    await put('c.txt', 'annan');
    const { cases } = await readFolder(dir, messages.en);
    expect(new Set(cases.map(({ key }) => key)).size).toBe(2);
  });

  it('skips what Ikraft does not take, and says which', async () => {
    await put('a.txt', 'text');
    await put('tom.txt', '');
    await put('b.xls', 'x');
    expect((await readFolder(dir, messages.en)).skipped).toEqual(['b.xls', 'tom.txt']);
  });

  it('is refused where it holds nothing to take, or is not there', async () => {
    await expect(readFolder(dir, messages.en)).rejects.toThrow(/holds no pdf/);
    await expect(readFolder(join(dir, 'x'), messages.en)).rejects.toThrow(/There is no folder/);
  });
});
