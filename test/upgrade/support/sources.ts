import { execFile } from 'node:child_process';
import { readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { root } from '../../../infra/local/paths.ts';

const execute = promisify(execFile);

interface Release {
  readonly tag: string;
  readonly commit: string;
}

/**
 * Puts the sources of a release into an empty folder, with the packages that it was built with: those that are
 * installed here, where they are the same, else its own by `npm ci`.
 * @throws where this clone does not have the release
 */
export const sourcesOf = async ({ tag, commit }: Release, folder: string): Promise<void> => {
  await execute('git', ['cat-file', '-e', `${commit}^{commit}`], { cwd: root }).catch((cause) => {
    throw new Error(
      `This clone does not have ${tag} (${commit}): git fetch --tags --unshallow, then run the test again.`,
      { cause },
    );
  });
  const archive = join(folder, 'sources.tar');
  await execute('git', ['archive', '--format=tar', '-o', archive, commit], { cwd: root });
  await execute('tar', ['-xf', archive, '-C', folder]);
  await rm(archive);
  if (await hasPackagesOf(folder)) {
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  } else {
    await execute('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, timeout: 240_000 });
  }
};

const lockFile = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional() })),
});

/** Whether every package that the release asks for is here too, in the same place and version. */
const hasPackagesOf = async (folder: string): Promise<boolean> => {
  const { '': _ours, ...here } = await packagesIn(root);
  const { '': _theirs, ...wanted } = await packagesIn(folder);
  return Object.entries(wanted).every(([place, { version }]) => here[place]?.version === version);
};

const packagesIn = async (folder: string) =>
  lockFile.parse(JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8'))).packages;
