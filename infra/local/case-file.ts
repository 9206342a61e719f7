import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import * as z from 'zod';
import { mediaTypeOf } from './media-types.ts';
import { root } from './paths.ts';

/** A document with its file and the decisions about it, as a registrar would register them. */
export interface CaseFile {
  /** Tells it from every other, over all starts. */
  readonly key: string;
  readonly document: { readonly title: string } & Readonly<Record<string, unknown>>;
  readonly file: { readonly name: string; readonly mediaType: string; readonly bytes: Buffer };
  readonly decisions: readonly Statement[];
}

/** A decision as it is sent to the API. */
export type Statement = z.infer<typeof statement>;

const statement = z.looseObject({
  kind: z.string(),
  decidedOn: z.string(),
  party: z.string().optional(),
});

/** A case file in samples/: the API checks the document and the decisions, not we. */
const sample = z.strictObject({
  document: z.looseObject({ title: z.string() }),
  file: z.string(),
  decisions: z.array(statement),
});

const samplesDir = join(root, 'samples');

export const readSample = async (name: string): Promise<CaseFile> => {
  const text = await readFile(join(samplesDir, `${name}.json`), 'utf8');
  const { document, file, decisions } = sample.parse(JSON.parse(text));
  const mediaType = mediaTypeOf(file);
  if (mediaType === undefined) throw new Error(`samples/${file}: not a file that Ikraft takes`);
  const bytes = await readFile(join(samplesDir, file));
  return { key: `sample:${name}`, document, file: { name: file, mediaType, bytes }, decisions };
};

/** Names of all samples, in order. */
export const sampleNames = async (): Promise<string[]> =>
  (await readdir(samplesDir))
    .filter((file) => extname(file) === '.json')
    .map((file) => basename(file, '.json'))
    .sort();
