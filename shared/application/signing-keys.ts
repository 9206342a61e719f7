import type { Keys, SignatureScheme } from '../domain/signature.ts';
import type { KeyMaker, SecretBox } from './ports.ts';

export interface SigningKeysDependencies {
  readonly keys: KeyMaker;
  readonly secrets: SecretBox;
}

/** New keys for these schemes, sealed; and the secret, for its owner. */
export const newKeys = async (
  { keys, secrets }: SigningKeysDependencies,
  schemes: readonly SignatureScheme[],
): Promise<{ readonly secret: string; readonly sealed: Keys }> => {
  const secret = keys.secret();
  const [sealedSecret, pair] = await Promise.all([
    secrets.seal(secret),
    schemes.includes('v1a') ? newPair({ keys, secrets }) : undefined,
  ]);
  return { secret, sealed: { sealedSecret, ...pair } };
};

/** A new pair for `v1a`, its private key sealed. */
export const newPair = async ({
  keys,
  secrets,
}: SigningKeysDependencies): Promise<Required<Pick<Keys, 'publicKey' | 'sealedPrivateKey'>>> => {
  const { privateKey, publicKey } = keys.pair();
  return { publicKey, sealedPrivateKey: await secrets.seal(privateKey) };
};
