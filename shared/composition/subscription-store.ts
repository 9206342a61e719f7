import { documentClient } from '#shared/adapters/dynamodb/client.ts';
import { dynamoSubscriptions } from '#shared/adapters/dynamodb/subscriptions.ts';
import { systemClock } from '#shared/adapters/system/clock.ts';
import type { SecretBox } from '#shared/application/ports.ts';
import { rememberedSecrets } from '#shared/application/remembered-secrets.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { traced } from '#shared/runtime/tracer.ts';
import { lazily } from './lazily.ts';

export const subscriptions = () =>
  dynamoSubscriptions({
    client: traced(documentClient()),
    subscriptionsTable: requireEnv(env.subscriptionsTable),
    idempotencyTable: requireEnv(env.idempotencyTable),
    clock: systemClock,
  });

/** Subscriptions with their secrets; one that was opened stays in memory for a few minutes. */
export const subscriptionStore = () => {
  const keyId = requireEnv(env.secretsKeyId);
  const load = lazily(async () => (await import('./secret-box.ts')).secretBox(keyId));
  const box: SecretBox = {
    seal: async (secret) => (await load()).seal(secret),
    open: async (sealed) => (await load()).open(sealed),
  };
  const kept = { forSeconds: 300, atMost: 1000 };
  return {
    subscriptions: subscriptions(),
    secrets: rememberedSecrets(box, systemClock, kept),
    clock: systemClock,
  };
};
