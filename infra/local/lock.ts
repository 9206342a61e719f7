import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Messages } from './messages.ts';
import { localDir } from './paths.ts';
import { Problem } from './problem.ts';
import { isRunning } from './processes.ts';

const file = join(localDir, 'start.lock');

/** One `npm start` at a time in one folder. A lock whose owner is gone counts for nothing. */
export const takeLock = async (say: Messages): Promise<AsyncDisposable> => {
  await mkdir(localDir, { recursive: true });
  const owner = Number(await readFile(file, 'utf8').catch(() => ''));
  if (owner > 0 && (await isRunning(owner, /infra\/local\/start\.ts/))) {
    throw new Problem(say.alreadyRunning(owner));
  }
  await rm(file, { force: true });
  const lock = await open(file, 'wx').catch(() => undefined);
  if (lock === undefined) throw new Problem(say.alreadyRunning());
  await lock.writeFile(`${process.pid}`);
  await lock.close();
  return { [Symbol.asyncDispose]: () => rm(file, { force: true }) };
};
