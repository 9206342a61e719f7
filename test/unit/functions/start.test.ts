import { readdirSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { env } from '#shared/runtime/env.ts';

const functions = readdirSync('functions');

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a function that is wired wrongly', () => {
  it('is one of these', () => {
    expect(functions.length).toBeGreaterThan(10);
  });

  it.each(functions)('does not start, and says which variable is missing: %s', async (name) => {
    for (const variable of Object.values(env)) vi.stubEnv(variable, undefined);
    vi.stubEnv('AWS_REGION', 'eu-north-1');
    await expect(import(`../../../functions/${name}/index.ts`)).rejects.toThrow(
      /^Environment variable [A-Z_]+ is unset$/,
    );
  });
});
