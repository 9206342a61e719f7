import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import type { KeyMaker } from '#shared/application/ports.ts';

/** Makes keys as Standard Webhooks writes them; after the private bytes of `whsk_…` come the public ones. */
export const keyMaker: KeyMaker = {
  secret: () => `whsec_${randomBytes(32).toString('base64')}`,
  pair: () => {
    const { d = '', x = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
    const [privateBytes, publicBytes] = [Buffer.from(d, 'base64url'), Buffer.from(x, 'base64url')];
    return {
      privateKey: `whsk_${Buffer.concat([privateBytes, publicBytes]).toString('base64')}`,
      publicKey: `whpk_${publicBytes.toString('base64')}`,
    };
  },
};

/** The key in `whsk_…`; undefined where it is a key of another kind. */
export const privateKeyIn = (key: string): KeyObject | undefined => {
  if (!key.startsWith('whsk_')) return undefined;
  const bytes = Buffer.from(key.slice('whsk_'.length), 'base64');
  const part = (start: number) => bytes.subarray(start, start + 32).toString('base64url');
  return createPrivateKey({
    format: 'jwk',
    key: { kty: 'OKP', crv: 'Ed25519', d: part(0), x: part(32) },
  });
};
