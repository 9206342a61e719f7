import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { localDir, root } from '../../infra/local/paths.ts';
import { findPython, pythonWith } from '../../infra/local/python.ts';
import { run } from '../../infra/local/run.ts';
import { serveApi, token } from '../support/api-server.ts';
import { operations } from '../support/description.ts';
import { seed } from './support/seed.ts';
import { newWorld } from './support/world.ts';

/** Checks that know too little: the description cannot say every rule, nor that operators reach all. */
const excluded = ['positive_data_acceptance', 'object_level_authorization'];

const say = {
  installing: 'installing Schemathesis, the first time only',
  environmentFailed: (tail: string, log: string) =>
    `${tail}\n\nPython could not make a virtual environment in .local/venv. On Debian and Ubuntu: sudo apt install python3-venv. All it said: ${log}`,
  installFailed: (tail: string, log: string) =>
    `${tail}\n\nSchemathesis could not be installed. The first run needs the network (or a pip mirror, set with PIP_INDEX_URL). All that pip said: ${log}`,
};

let python = '';

beforeAll(async () => {
  const found = await findPython();
  if (!found.found) {
    throw new Error(
      found.lacks === 'venv'
        ? 'Schemathesis needs Python with virtual environments: sudo apt install python3-venv, then run the tests again.'
        : 'Schemathesis needs Python 3.10 or later: install it (python.org, your package manager), then run the tests again.',
    );
  }
  const requirements = join(root, 'test', 'fuzz', 'requirements.txt');
  python = await pythonWith(found, { requirements, say });
});

it(`finds no fault between the API and its description by Schemathesis, seed ${seed}`, async () => {
  const world = await newWorld();
  await using server = await serveApi(world.ask);
  const lines: string[] = [];
  const { ok } = await run(
    python,
    [
      ...['-m', 'schemathesis.cli', '--config-file', join('test', 'fuzz', 'schemathesis.toml')],
      ...['run', join('functions', 'api', 'openapi.json'), '--url', server.url],
      ...['-H', `Authorization: Bearer ${token}`, '--seed', String(seed)],
      ...['--checks', 'all', '--exclude-checks', excluded.join(','), '--warnings', 'off'],
      ...['--continue-on-failure', '--no-shrink', '--max-failures', '20', '--no-color'],
    ],
    {
      cwd: root,
      env: process.env,
      log: join(localDir, 'schemathesis.log'),
      timeoutMs: 280_000,
      onLine: (line) => lines.push(line.slice(0, 500)),
    },
  );
  if (!ok) expect.fail(lines.slice(-400).join('\n'));
  expect(lines.join('\n')).toContain(`Tested: ${operations.length}`);
  expect(server.answered()).toBeGreaterThan(2_000);
  console.log(`${server.answered()} requests by Schemathesis, seed ${seed}`);
});
