import type { Tester } from '#shared/application/ports.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { lazily } from '../lazily.ts';

/** Has tests attempted, where few are asked for. */
export const testerWhenNeeded = (): Tester => {
  const functionName = requireEnv(env.deliverFunctionName);
  const load = lazily(async () => (await import('../tester.ts')).tester(functionName));
  return { attempt: async (test) => (await load()).attempt(test) };
};
