import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Emulator } from './emulator.ts';
import type { Messages } from './messages.ts';
import { localDir } from './paths.ts';
import { Problem } from './problem.ts';

/** The emulator that AWS_ENDPOINT_URL names: somebody else starts it, stops it, and keeps what it holds. */
export const externalEmulator = async (endpointUrl: string, say: Messages): Promise<Emulator> => {
  try {
    await fetch(endpointUrl, { signal: AbortSignal.timeout(10_000) });
  } catch (error) {
    throw new Problem(say.externalSilent(endpointUrl), { cause: error });
  }
  const dir = join(localDir, 'external');
  await mkdir(dir, { recursive: true });
  const ended = new Promise<void>(() => undefined);
  return {
    endpointUrl,
    dir,
    log: endpointUrl,
    ended,
    [Symbol.asyncDispose]: async () => undefined,
  };
};
