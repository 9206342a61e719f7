import * as z from 'zod';
import { targetFault } from '#shared/adapters/targets/target-fault.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';

/** What may be a target of a subscription. */
export const targetRules = () =>
  targetFault({
    allowLocal: requireEnv(env.allowLocalWebhooks) === 'true',
    targetAccounts: list(requireEnv(env.targetAccounts)),
    reservedArns: list(requireEnv(env.reservedArns)),
  });

const list = (json: string) => z.array(z.string()).parse(JSON.parse(json));
