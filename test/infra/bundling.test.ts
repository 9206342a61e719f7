import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { measureBundle } from '../../infra/bundles/bundle.ts';
import { functions } from './statements.ts';
import { ikraft } from './synthesize.ts';

/** Loads a bundle in a process of its own, as Lambda does, with the environment of the stack. */
const load = (bundle: string, variables: Readonly<Record<string, unknown>>): string =>
  execFileSync(
    process.execPath,
    ['--input-type=module', '-e', `console.log(typeof (await import('${bundle}')).handler)`],
    {
      encoding: 'utf8',
      env: {
        AWS_REGION: 'eu-north-1',
        ...Object.fromEntries(
          Object.entries(variables).map(([name, value]) => [name, asDeployed(value)]),
        ),
      },
    },
  ).trim();

const joined = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });

/** The value as CloudFormation puts it together, with a word for each part that only it knows. */
const asDeployed = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const { success, data } = joined.safeParse(value);
  if (!success) return 'known after deployment';
  const [delimiter, parts] = data['Fn::Join'];
  return parts.map(asDeployed).join(delimiter);
};

describe('a bundle', () => {
  const bundles = new Map<string, string>();

  beforeAll(() => {
    const { app, stack } = ikraft({ 'aws:cdk:bundling-stacks': ['**'] });
    const { directory } = app.synth();
    const template = app.synth().getStackByName(stack.stackName).template;
    for (const { id } of functions()) {
      const { S3Key } = template.Resources[id].Properties.Code;
      bundles.set(id, join(directory, `asset.${S3Key.replace('.zip', '')}`, 'index.mjs'));
    }
  });

  it.each(functions())(
    'of $name loads with the environment that the stack gives it',
    ({ id, variables }) => {
      expect(load(String(bundles.get(id)), variables)).toBe('function');
    },
  );

  it.each(functions())('of $name is as large as the budget counts it', async ({ id, name }) => {
    const folder = dirname(String(bundles.get(id)));
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const code = files.filter((file) => file.endsWith('.mjs'));
    const bytes = code.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
    expect((await measureBundle(name)).all).toBe(bytes);
  });

  it.each(functions())('of $name imports no node:http, which loads the fetch of Node', ({ id }) => {
    const folder = dirname(String(bundles.get(id)));
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const importing = files.filter(
      (file) =>
        file.endsWith('.mjs') &&
        /(?:from|import)\s*\(?\s*["']node:http["']/.test(readFileSync(join(folder, file), 'utf8')),
    );
    expect(importing).toEqual([]);
  });

  it('of the API has the description of the API beside it', () => {
    const api = functions().find(({ name }) => name === 'api');
    const file = join(dirname(String(bundles.get(api?.id ?? ''))), 'openapi.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ openapi: '3.1.1' });
  });
});
