import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
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
});
