import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { afterAll, describe, expect, it } from 'vitest';
import { kmsSecretBox } from '#shared/adapters/kms/secret-box.ts';
import { UnavailableError } from '#shared/application/ports.ts';
import { emulator } from '../support/emulator-client.ts';
import { secretBoxContract } from './secret-box.contract.ts';

const client = new KMSClient(emulator());

afterAll(() => client.destroy());

secretBoxContract('KMS', async () => {
  const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
  return kmsSecretBox({ client, keyId: KeyMetadata?.KeyId ?? '' });
});

describe('KMS out of reach', () => {
  it('may be asked again later', async () => {
    const unreachable = new KMSClient({
      ...emulator(),
      endpoint: 'http://127.0.0.1:1',
      maxAttempts: 1,
    });
    const box = kmsSecretBox({ client: unreachable, keyId: 'key' });
    await expect(box.seal('secret')).rejects.toThrow(UnavailableError);
    await expect(box.open('c2VjcmV0')).rejects.toThrow(UnavailableError);
  });
});
