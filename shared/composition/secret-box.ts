import { KMSClient } from '@aws-sdk/client-kms';
import { kmsSecretBox } from '#shared/adapters/kms/secret-box.ts';
import { traced } from '#shared/runtime/tracer.ts';

/** Seals and opens secrets by the key. */
export const secretBox = (keyId: string) =>
  kmsSecretBox({ client: traced(new KMSClient()), keyId });
