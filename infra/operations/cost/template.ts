import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { root } from '../../local/paths.ts';
import { Problem } from '../../local/problem.ts';

const cdkJson = z.looseObject({ context: z.record(z.string(), z.unknown()) });
const failed = z.object({ stderr: z.string() });

/**
 * The template of the stack as `npx cdk synth` writes it, but for the bundles of the functions, which take a
 * while and cost nothing. The variables are those by which the CDK CLI speaks to an app.
 * @throws Problem where the configuration is not valid
 */
export const synthesized = async (settings: Readonly<Record<string, string>>): Promise<unknown> => {
  const { context } = cdkJson.parse(JSON.parse(await readFile(join(root, 'cdk.json'), 'utf8')));
  const out = await mkdtemp(join(tmpdir(), 'ikraft-cost-'));
  try {
    await promisify(execFile)(process.execPath, [join(root, 'infra/app.ts')], {
      cwd: root,
      env: {
        ...process.env,
        CDK_OUTDIR: out,
        CDK_CONTEXT_JSON: JSON.stringify({
          ...context,
          ...settings,
          'aws:cdk:bundling-stacks': [],
        }),
      },
    }).catch((cause) => {
      const { data } = failed.safeParse(cause);
      throw new Problem(data?.stderr.trim() || String(cause), { cause });
    });
    const [file] = (await readdir(out)).filter((name) => name.endsWith('.template.json'));
    if (file === undefined) throw new Problem('The CDK app makes no stack with these settings.');
    return JSON.parse(await readFile(join(out, file), 'utf8'));
  } finally {
    await rm(out, { recursive: true, force: true });
  }
};
