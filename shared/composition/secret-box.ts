import { KMSClient } from '@aws-sdk/client-kms';
import { kmsSecretBox } from '#shared/adapters/kms/secret-box.ts';

/** Seals and opens secrets by the key. */
export const secretBox = (keyId: string) => kmsSecretBox({ client: new KMSClient(), keyId });
