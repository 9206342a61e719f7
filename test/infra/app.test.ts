import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaults } from './synthesize.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ikraft-app-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const root = join(import.meta.dirname, '../..');

/** The app as the CDK CLI runs it, with this text as the operator's file. */
const synth = async (source: string | undefined, context: Record<string, string> = {}) => {
  const config = join(dir, 'ikraft.config.ts');
  const defined = `import { defineConfig } from '${pathToFileURL(join(root, 'infra/config.ts'))}';\n`;
  if (source !== undefined) await writeFile(config, defined + source);
  const { promise, resolve } = Promise.withResolvers<{ code: unknown; said: string }>();
  const all = { ...defaults, 'aws:cdk:bundling-stacks': [], config, ...context };
  execFile(
    process.execPath,
    [join(root, 'infra/app.ts')],
    {
      cwd: root,
      env: { ...process.env, CDK_OUTDIR: join(dir, 'out'), CDK_CONTEXT_JSON: JSON.stringify(all) },
    },
    (error, _stdout, stderr) => resolve({ code: error?.code ?? 0, said: stderr }),
  );
  return promise;
};

describe('cdk synth', () => {
  it('stops with nothing but sentences where a setting is wrong', async () => {
    const source = 'export default defineConfig({ production: { stage: "staging", alarm: 1 } });';
    const { code, said } = await synth(source);
    expect(code).toBe(1);
    expect(said.split('\n')).toEqual([
      join(dir, 'ikraft.config.ts'),
      'production.stage must be development or production.',
      expect.stringMatching(/^production\.alarm is no setting: the settings are stage, /),
      'docs/deploy.md has a table of every setting.',
      '',
    ]);
  });

  it('stops with a sentence where the file is not there', async () => {
    expect(await synth(undefined)).toMatchObject({
      code: 1,
      said: expect.stringContaining('There is no such file'),
    });
  });

  it('takes the file where it runs when -c config is left empty', async () => {
    const { said } = await synth('', { config: '', stage: 'staging' });
    expect(said).toMatch(/^.+ikraft\.config\.ts\n-c stage must be development or production\.\n/);
  });

  it('makes the stack of the installation that is asked for', async () => {
    const source = 'export default defineConfig({ test: { stage: "development" } });';
    expect(await synth(source, { installation: 'test' })).toMatchObject({ code: 0 });
    const { default: manifest } = await import(
      pathToFileURL(join(dir, 'out', 'manifest.json')).href,
      { with: { type: 'json' } }
    );
    expect(Object.keys(manifest.artifacts)).toContain('Ikraft-test');
  }, 180_000);
});
