import { type Instant, shift } from './instant.ts';
import type { SigningKey, Subscription } from './subscription.ts';

/** Of Standard Webhooks: `v1` is an HMAC with a shared secret, `v1a` an ed25519 signature. */
export const signatureSchemes = ['v1', 'v1a'] as const;

export type SignatureScheme = (typeof signatureSchemes)[number];

/** New keys of a subscription, as they are stored. */
export interface Keys extends SigningKey {
  /** Of `sealedPrivateKey`. */
  readonly publicKey?: string;
}

/** How its deliveries are signed; undefined where the target takes no signature. */
export const schemesOf = ({
  sealedSecret,
  sealedPrivateKey,
}: Subscription): readonly SignatureScheme[] | undefined => {
  if (sealedSecret === undefined) return;
  return sealedPrivateKey === undefined ? ['v1'] : ['v1', 'v1a'];
};

/**
 * The subscription with new keys. Those of before sign as well while the overlap lasts, and none that is
 * older for longer than that; without an overlap the new ones sign alone at once.
 */
export const rotated = (
  subscription: Subscription,
  { publicKey, ...keys }: Keys,
  { now, overlapSeconds }: { readonly now: Instant; readonly overlapSeconds: number },
): Subscription => {
  const { sealedSecret, sealedPrivateKey, ...rest } = subscription;
  const { publicKey: _before, previousKeys = [], ...unsigned } = rest;
  const until = shift(now, overlapSeconds * 1000);
  const current = sealedSecret === undefined ? [] : [{ sealedSecret, until }];
  const before = [
    ...current.map((key) => ({ ...key, ...(sealedPrivateKey && { sealedPrivateKey }) })),
    ...previousKeys.map((key) => ({ ...key, until: key.until < until ? key.until : until })),
  ].filter((key) => key.until > now);
  return {
    ...unsigned,
    ...keys,
    ...(publicKey !== undefined && { publicKey }),
    ...(before.length > 0 && { previousKeys: before }),
    revision: subscription.revision + 1,
  };
};

/** Until when keys of before a rotation sign as well; undefined where there are none. */
export const previousKeysUntil = ({ previousKeys = [] }: Subscription): Instant | undefined =>
  previousKeys
    .map(({ until }) => until)
    .toSorted()
    .at(-1);
