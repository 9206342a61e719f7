import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const saved = z.looseObject({
  payload: z.looseObject({ dynamodb_stream_positions: z.unknown().optional() }),
});

/**
 * Over a restart the emulator keeps how far each function has read in a table's stream, but not the
 * stream, which starts anew: it would then skip as many records as it had read before. Without
 * the positions it reads the new stream from its beginning.
 */
export const forgetStreamPositions = async (stateDir: string): Promise<void> => {
  const file = join(stateDir, 'lambda.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const { payload, ...rest } = saved.parse(JSON.parse(text));
  delete payload.dynamodb_stream_positions;
  await writeFile(file, JSON.stringify({ ...rest, payload }));
};
