import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';

/** `npm run restore` where nothing answers. */
const restore = async (...args: readonly string[]) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = Object(server.address());
  server.close();
  const { promise, resolve } = Promise.withResolvers<{ code: unknown; said: string }>();
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_REGION: 'eu-north-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_MAX_ATTEMPTS: '1',
  };
  const command = ['infra/operations/restore.ts', ...args];
  execFile(process.execPath, command, { env }, (error, _stdout, stderr) =>
    resolve({ code: error?.code ?? 0, said: stderr }),
  );
  return promise;
};

describe('npm run restore', () => {
  it.each([
    [['--to', new Date().toISOString(), '--stack', 'Nope']],
    [['--resume', '--stack', 'Nope']],
  ])('says in one sentence that the stack cannot be read: %j', async (args) => {
    expect(await restore(...args)).toEqual({
      code: 1,
      said: expect.stringMatching(/^The stack Nope cannot be read: .+\n$/),
    });
  });
});
