import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';

/** The shell of the walk through the API, as a reader would paste it. */
const walk = async (): Promise<string> => {
  const [, section = ''] = (await readFile('README.md', 'utf8')).split('## A walk through the API');
  const [, shell = ''] = /```sh\n([\s\S]*?)```/.exec(section) ?? [];
  return shell;
};

describe('the walk through the API in the README', () => {
  it('works when pasted', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ikraft-readme-'));
    await mkdir(join(folder, '.local'));
    await writeFile(join(folder, '.local', 'stack.json'), JSON.stringify(inject('stack')));
    const { stdout, stderr } = await promisify(execFile)(
      'bash',
      ['-euo', 'pipefail', '-c', await walk()],
      { cwd: folder },
    );
    await rm(folder, { recursive: true });

    expect(stderr).toBe('');
    expect(stdout).not.toContain('"errors"');
    expect(stdout).not.toMatch(/"status":[45]\d\d/);
    expect(stdout).toContain('"state":"available"');
    expect(stdout).toContain('"precision":"month"');
    expect(stdout.match(/"status":"repealed"/g)?.length).toBeGreaterThan(1);
    expect(stdout).toContain('"error":"connection"');
    expect(stdout).toContain('"type":"subscription.test"');
    expect(stdout).toContain('"wouldBeRecorded":true');
    expect(stdout).toMatch(/"status":"inForce"[^\n]*"at":"2035-06-30T22:00:00.000Z"/);
    expect(stdout).toMatch(/"status":"repealed"[^\n]*"knownAt":/);
    expect(stdout).toContain('SUMMARY:Inställt: Policy för distansarbete upphävs');
  });
});
