import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forgetStreamPositions } from '../../../infra/local/emulator-state.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ikraft-state-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('the state that an emulator has kept', () => {
  it('loses how far streams were read and keeps the rest', async () => {
    const file = join(dir, 'lambda.json');
    const payload = { esms: { a: 1 }, dynamodb_stream_positions: { data: { a: 17 } } };
    await writeFile(file, JSON.stringify({ __ministack_format__: 2, payload }));

    await forgetStreamPositions(dir);

    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      __ministack_format__: 2,
      payload: { esms: { a: 1 } },
    });
  });

  it('may not be there yet', async () => {
    await expect(forgetStreamPositions(dir)).resolves.toBeUndefined();
  });
});
