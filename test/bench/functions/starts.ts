import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BuildOptions, build } from 'esbuild';
import * as z from 'zod';
import { env } from '#shared/runtime/env.ts';
import { bundleOf, functionNames, writeBundle } from '../../../infra/bundles/bundle.ts';
import { optionsOf, root } from '../../../infra/bundles/options.ts';
import { median } from '../numbers.ts';

/** What a function starts with. */
export interface Start {
  /** Bytes of code that are read at every start. */
  readonly bytes: number;
  /** Milliseconds of processor time that loading it takes, in a fresh process … */
  readonly cpuMs: number;
  /** … and those that pass meanwhile, which depends on what else the machine does. */
  readonly wallMs: number;
}

const rounds = 15;
const empty = 'export const handler = async () => undefined;';
const onlyDynamoDb =
  "import { DynamoDBClient } from '@aws-sdk/client-dynamodb'; const client = new DynamoDBClient(); export const handler = async () => client;";

const withTracer = `${onlyDynamoDb} import { Tracer } from '@aws-lambda-powertools/tracer'; import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware'; const tracer = new Tracer(); tracer.captureAWSv3Client(client); export const traced = captureLambdaHandler(tracer);`;

/** The modules to which functions are compared. */
export const baselines = {
  'an empty module': empty,
  'DynamoDB client alone, in one file': onlyDynamoDb,
  'DynamoDB client alone, split as ours': onlyDynamoDb,
  'with the tracer, split as ours': withTracer,
} as const;

/** Loads every function and every baseline in turn, round after round, each in a process of its own. */
export const starts = async (): Promise<Readonly<Record<string, Start>>> => {
  const folder = await mkdtemp(join(tmpdir(), 'ikraft-bench-'));
  const bytes = new Map<string, number>();
  const folderOf = (name: string) => join(folder, name.replaceAll(/[^a-z-]/gi, '-'));
  for (const [name, contents] of Object.entries(baselines)) {
    bytes.set(name, await writeBaseline(contents, folderOf(name), !name.endsWith('in one file')));
  }
  for (const name of functionNames()) {
    await mkdir(folderOf(name));
    bytes.set(name, writeBundle(name, folderOf(name)).start);
  }
  const samples = new Map([...bytes.keys()].map((name) => [name, [] as Sample[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, found] of samples) found.push(await load(join(folderOf(name), 'index.mjs')));
  }
  await rm(folder, { recursive: true });
  return Object.fromEntries(
    [...samples].map(([name, found]) => [
      name,
      {
        bytes: bytes.get(name) ?? 0,
        cpuMs: median(found.map(({ cpuMs }) => cpuMs)),
        wallMs: median(found.map(({ wallMs }) => wallMs)),
      },
    ]),
  );
};

/** Bundled as a function is, or without parts, as the CDK does where it is left to it. */
const writeBaseline = async (
  contents: string,
  outdir: string,
  splitting: boolean,
): Promise<number> => {
  const { entryPoints: _entry, ...options } = optionsOf('none');
  const stdin = { contents, resolveDir: root, sourcefile: 'index.ts' };
  const more: BuildOptions = {
    stdin,
    splitting,
    outdir,
    entryNames: 'index',
    // What only our own bundles take from elsewhere.
    ...(!splitting && { alias: {} }),
  };
  const { metafile } = await build({ ...options, ...more, metafile: true });
  return bundleOf('baseline', metafile.outputs).start;
};

const sample = z.object({ cpuMs: z.number(), wallMs: z.number() });

type Sample = z.infer<typeof sample>;

const program = `
  const [from, at] = [process.cpuUsage(), performance.now()];
  await import(process.argv[1]);
  const wallMs = performance.now() - at;
  const { user, system } = process.cpuUsage(from);
  console.log(JSON.stringify({ cpuMs: (user + system) / 1000, wallMs }));
`;

/** As in Lambda: with source maps, and with the names that the stack gives. */
const load = async (file: string): Promise<Sample> => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--enable-source-maps', '--input-type=module', '-e', program, file],
    { env: { ...names, AWS_REGION: 'eu-north-1', POWERTOOLS_SERVICE_NAME: 'bench' } },
  );
  return sample.parse(JSON.parse(stdout));
};

const names = {
  ...Object.fromEntries(Object.values(env).map((name) => [name, 'name'])),
  [env.claims]: JSON.stringify({ roleClaim: 'a', rolePrefix: 'b', organisationPrefix: 'c' }),
  [env.targetAccounts]: '[]',
  [env.reservedArns]: '[]',
  [env.queueAttempts]: '5',
  [env.objectLock]: 'off',
};
