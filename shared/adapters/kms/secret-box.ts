import { DecryptCommand, EncryptCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { SecretBox } from '#shared/application/ports.ts';
import { reach } from '../aws-errors.ts';

// Bound to what it is for: nothing else that the key encrypts opens here.
const context = { purpose: 'subscription-secret' };

/** Secrets under a key of KMS, as base64. */
export const kmsSecretBox = (dependencies: {
  readonly client: KMSClient;
  readonly keyId: string;
}): SecretBox => {
  const { client, keyId: KeyId } = dependencies;
  return {
    seal: async (secret) => {
      const request = new EncryptCommand({
        KeyId,
        Plaintext: Buffer.from(secret),
        EncryptionContext: context,
      });
      const { CiphertextBlob } = await reach('KMS', () => client.send(request));
      if (CiphertextBlob === undefined) throw new Error('KMS answered without a ciphertext');
      return Buffer.from(CiphertextBlob).toString('base64');
    },
    open: async (sealed) => {
      const request = new DecryptCommand({
        KeyId,
        CiphertextBlob: Buffer.from(sealed, 'base64'),
        EncryptionContext: context,
      });
      const { Plaintext } = await reach('KMS', () => client.send(request));
      if (Plaintext === undefined) throw new Error('KMS answered without a plaintext');
      return Buffer.from(Plaintext).toString();
    },
  };
};
