import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const breaches = [
  ['shared/domain/document.ts', 'zod'],
  ['shared/domain/document.ts', 'node:crypto'],
  ['shared/domain/document.ts', '../application/ports.ts'],
  ['shared/domain/document.ts', '#shared/adapters/system/clock.ts'],
  ['shared/application/apply-due.ts', '@aws-sdk/client-dynamodb'],
  ['shared/application/apply-due.ts', '../adapters/system/clock.ts'],
  ['shared/application/apply-due.ts', '#shared/runtime/logger.ts'],
  ['shared/contracts/ids.ts', '#shared/application/ports.ts'],
  ['shared/adapters/dynamodb/keys.ts', '#shared/runtime/env.ts'],
  ['shared/adapters/dynamodb/keys.ts', '#shared/application/apply-due.ts'],
  ['shared/adapters/dynamodb/keys.ts', '../../../test/support/faults.ts'],
  ['shared/composition/api.ts', '#shared/application/apply-due.ts'],
  ['shared/composition/api.ts', '#shared/runtime/logger.ts'],
  ['shared/runtime/logger.ts', '#shared/adapters/system/clock.ts'],
  ['shared/runtime/logger.ts', '#shared/composition/api.ts'],
  ['shared/runtime/logger.ts', '@aws-sdk/client-s3'],
  ['shared/runtime/env.ts', './logger.ts'],
  ['functions/api/handler.ts', '@aws-sdk/client-s3'],
  ['functions/api/handler.ts', '#shared/adapters/system/clock.ts'],
  ['functions/api/handler.ts', '../deliver/handler.ts'],
  ['functions/api/index.ts', '../deliver/handler.ts'],
  ['functions/api/index.ts', '../../infra/config.ts'],
  ['infra/constructs/alarms.ts', '#shared/domain/limits.ts'],
  ['infra/constructs/alarms.ts', '../../shared/domain/limits.ts'],
  ['infra/constructs/alarms.ts', '../../functions/api/handler.ts'],
] as const;

const allowed = [
  ['shared/domain/document.ts', './limits.ts'],
  ['shared/application/apply-due.ts', '../domain/document.ts'],
  ['shared/contracts/ids.ts', '#shared/domain/document.ts'],
  ['shared/contracts/ids.ts', 'zod'],
  ['shared/adapters/dynamodb/keys.ts', '@aws-sdk/client-dynamodb'],
  ['shared/adapters/dynamodb/keys.ts', '#shared/application/ports.ts'],
  ['shared/composition/api.ts', '#shared/adapters/system/clock.ts'],
  ['shared/composition/api.ts', '#shared/runtime/env.ts'],
  ['shared/runtime/logger.ts', '@aws-lambda-powertools/logger'],
  ['functions/api/handler.ts', '#shared/runtime/logger.ts'],
  ['functions/api/index.ts', '#shared/adapters/system/clock.ts'],
  ['infra/constructs/alarms.ts', '#shared/runtime/env.ts'],
] as const;

// The project's own rules over a tree of planted files, so that the real one stays clean.
const tree = mkdtempSync(join(tmpdir(), 'import-direction-'));
afterAll(() => rmSync(tree, { recursive: true }));

/** Plants the statement under the path and tells whether the rule catches it. */
const isCaught = (path: string, statement: string): boolean => {
  const file = join(tree, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${statement}\nexport const use = used;\n`);
  const { stdout, stderr, error } = spawnSync(
    join(process.cwd(), 'node_modules/.bin/biome'),
    ['lint', '--only=style/noRestrictedImports', path],
    { cwd: tree, encoding: 'utf8' },
  );
  if (error) throw error;
  const output = stdout + stderr;
  if (!output.includes('Checked 1 file')) throw new Error(`Nothing was checked: ${output}`);
  return output.includes('noRestrictedImports');
};

const { $schema: _schema, vcs: _vcs, ...rules } = JSON.parse(readFileSync('biome.json', 'utf8'));
writeFileSync(join(tree, 'biome.json'), JSON.stringify(rules));

describe('the import-direction rule', () => {
  it.each(breaches)('catches %s importing %s', (path, imported) => {
    expect(isCaught(path, `import * as used from '${imported}';`)).toBe(true);
  });

  it.each(allowed)('lets %s import %s', (path, imported) => {
    expect(isCaught(path, `import * as used from '${imported}';`)).toBe(false);
  });

  it('catches the import that bundles every locale of zod', () => {
    expect(isCaught('shared/contracts/ids.ts', "import { z as used } from 'zod';")).toBe(true);
  });
});
