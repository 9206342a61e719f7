import { copyFileSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { type BuildOptions, build, buildSync, type Metafile } from 'esbuild';
import { folderOf, optionsOf, root } from './options.ts';

/** A function as it is deployed; bytes are those of code, without source maps and data. */
export interface Bundle {
  readonly name: string;
  /** What is read whenever it starts. */
  readonly start: number;
  /** That, and what it loads when it needs it. */
  readonly all: number;
  /** What is read whenever it starts, the largest first: packages, and our own folders. */
  readonly parts: readonly { readonly part: string; readonly bytes: number }[];
}

type Outputs = Metafile['outputs'];

/** The functions there are: one for each folder. */
export const functionNames = (): string[] =>
  readdirSync(`${root}functions`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

/** Writes a function's code into the folder, and beside it the JSON that its own folder holds. */
export const writeBundle = (name: string, outdir: string): Bundle => {
  const { metafile } = buildSync({ ...optionsOf(name), outdir });
  const data = readdirSync(folderOf(name)).filter((file) => file.endsWith('.json'));
  for (const file of data) copyFileSync(`${folderOf(name)}${file}`, `${outdir}/${file}`);
  return bundleOf(name, metafile.outputs);
};

/** How large it would be; `more` may put other code in. Nothing is written. */
export const measureBundle = async (
  name: string,
  more: Pick<BuildOptions, 'inject'> = {},
): Promise<Bundle> => {
  const { metafile } = await build({ ...optionsOf(name), ...more, outdir: root, write: false });
  return bundleOf(name, metafile.outputs);
};

/** What esbuild has made of a function. */
export const bundleOf = (name: string, outputs: Outputs): Bundle => {
  const code = Object.keys(outputs).filter((path) => path.endsWith('.mjs'));
  const index = code.find((path) => basename(path) === 'index.mjs');
  if (index === undefined) throw new Error(`esbuild has made nothing of ${name}`);
  const start = [...loadedWith(index, outputs)];
  return {
    name,
    start: bytesOf(start, outputs),
    all: bytesOf(code, outputs),
    parts: partsOf(start, outputs),
  };
};

/** The file and all that it imports at once. */
const loadedWith = (path: string, outputs: Outputs, found = new Set<string>()): Set<string> => {
  found.add(path);
  for (const { path: next, kind } of outputs[path]?.imports ?? []) {
    const isPart = kind === 'import-statement' && next in outputs;
    if (isPart && !found.has(next)) loadedWith(next, outputs, found);
  }
  return found;
};

const bytesOf = (paths: readonly string[], outputs: Outputs): number =>
  paths.reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);

const partsOf = (paths: readonly string[], outputs: Outputs): Bundle['parts'] => {
  const sums = new Map<string, number>();
  for (const path of paths) {
    for (const [input, { bytesInOutput }] of Object.entries(outputs[path]?.inputs ?? {})) {
      const part = partOf(input);
      sums.set(part, (sums.get(part) ?? 0) + bytesInOutput);
    }
  }
  return [...sums].map(([part, bytes]) => ({ part, bytes })).toSorted((a, b) => b.bytes - a.bytes);
};

/** `@aws-sdk/client-s3`, `shared/domain`. */
const partOf = (input: string): string => {
  const [, pack] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input) ?? [];
  return pack ?? input.split('/').slice(0, 2).join('/');
};
