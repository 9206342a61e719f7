import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import type { CaseFile } from './case-file.ts';
import { mediaTypeOf } from './media-types.ts';
import type { Messages } from './messages.ts';
import { Problem } from './problem.ts';

export interface Folder {
  readonly cases: readonly CaseFile[];
  /** Names of files that Ikraft does not take. */
  readonly skipped: readonly string[];
}

/** Each file of a folder as a document of its own. @throws Problem where there is none */
export const readFolder = async (path: string, say: Messages): Promise<Folder> => {
  const dir = resolve(process.env.INIT_CWD ?? process.cwd(), path);
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => {
    throw new Problem(say.folderMissing(dir));
  });
  const names = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
  const cases: CaseFile[] = [];
  const skipped: string[] = [];
  for (const name of names) {
    const mediaType = mediaTypeOf(name);
    const bytes = await readFile(join(dir, name));
    if (mediaType === undefined || bytes.length === 0) skipped.push(name);
    else cases.push(caseOf({ name, mediaType, bytes }, basename(dir)));
  }
  if (cases.length === 0) throw new Problem(say.folderEmpty(dir));
  return { cases, skipped };
};

const caseOf = (file: CaseFile['file'], folder: string): CaseFile => ({
  key: `file:${createHash('sha256').update(file.bytes).digest('hex')}`,
  document: {
    title: titleOf(file),
    type: 'other',
    language: 'sv',
    issuer: { organisation: folder },
  },
  file,
  decisions: [],
});

const longestTitle = 500;

/** The first heading of a text, else its first line; the name of any other file. */
const titleOf = ({ name, mediaType, bytes }: CaseFile['file']): string => {
  const byName = basename(name, extname(name));
  if (!mediaType.startsWith('text/')) return byName;
  const lines = bytes
    .toString('utf8')
    .split(/\r?\n/)
    .map((text) => text.trim());
  const heading = lines.find((text) => /^#+\s+\S/.test(text))?.replace(/^#+\s+/, '');
  const title = (heading ?? lines.find((text) => text !== '') ?? byName).replaceAll(/\s+/g, ' ');
  return title.slice(0, longestTitle).trim();
};
