import { KMSClient } from '@aws-sdk/client-kms';
import { documentClient } from '#shared/adapters/dynamodb/client.ts';
import { dynamoSubscriptions } from '#shared/adapters/dynamodb/subscriptions.ts';
import { kmsSecretBox } from '#shared/adapters/kms/secret-box.ts';
import { systemClock } from '#shared/adapters/system/clock.ts';
import { rememberedSecrets } from '#shared/application/remembered-secrets.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';

export const subscriptions = () =>
  dynamoSubscriptions({
    client: documentClient(),
    subscriptionsTable: requireEnv(env.subscriptionsTable),
    idempotencyTable: requireEnv(env.idempotencyTable),
    clock: systemClock,
  });

/** Subscriptions with their secrets; one that was opened stays in memory for a few minutes. */
export const subscriptionStore = () => ({
  subscriptions: subscriptions(),
  secrets: rememberedSecrets(
    kmsSecretBox({ client: new KMSClient(), keyId: requireEnv(env.secretsKeyId) }),
    systemClock,
    { forSeconds: 300, atMost: 1000 },
  ),
  clock: systemClock,
});
