import { limits } from '../domain/limits.ts';
import { Refusal } from '../domain/refusal.ts';
import { previousKeysUntil, rotated, schemesOf } from '../domain/signature.ts';
import type { Subscription } from '../domain/subscription.ts';
import { getSubscription, type OneSubscription } from './list-subscriptions.ts';
import { type Claim, once } from './once.ts';
import type { Clock, Subscriptions } from './ports.ts';
import { retryOnConflict } from './retry-on-conflict.ts';
import { newKeys, type SigningKeysDependencies } from './signing-keys.ts';

export interface RotateSecretDependencies extends SigningKeysDependencies {
  readonly subscriptions: Pick<Subscriptions, 'get' | 'update' | 'receipt'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** The new secret, and until when that of before is good as well. */
export interface Rotation {
  readonly secret: string;
  readonly publicKey?: string;
  readonly previousValidUntil?: string;
}

/** Gives a webhook new keys of the kinds that it has. @throws Refusal, ConflictError */
export const rotateSecret = (
  dependencies: RotateSecretDependencies,
  input: OneSubscription & {
    readonly overlapSeconds: number;
    readonly claim?: Claim | undefined;
  },
): Promise<Rotation> => {
  const { overlapSeconds, claim, ...which } = input;
  const { subscriptions, secrets, clock } = dependencies;
  const { subscriptionId } = which;
  return once(
    subscriptions,
    claim,
    () =>
      retryOnConflict(async () => {
        const before = await getSubscription(dependencies, which);
        const { secret, sealed } = await newKeys(dependencies, signedBy(before));
        const after = rotated(before, sealed, { now: clock.now(), overlapSeconds });
        refuseTooMany(after);
        await subscriptions.update(after, claim && { ...claim, created: { subscriptionId } });
        return rotationOf(after, secret);
      }),
    async () => {
      const subscription = await getSubscription(dependencies, which);
      const { sealedSecret } = subscription;
      if (sealedSecret === undefined) throw notSigned();
      return rotationOf(subscription, await secrets.open(sealedSecret));
    },
  );
};

const rotationOf = (subscription: Subscription, secret: string): Rotation => {
  const { publicKey } = subscription;
  const previousValidUntil = previousKeysUntil(subscription);
  return {
    secret,
    ...(publicKey !== undefined && { publicKey }),
    ...(previousValidUntil !== undefined && { previousValidUntil }),
  };
};

const signedBy = (subscription: Subscription) => {
  const schemes = schemesOf(subscription);
  if (schemes === undefined) throw notSigned();
  return schemes;
};

const notSigned = (): Refusal =>
  new Refusal('not_signed', 'Only webhooks are signed: there is no secret to rotate.');

const refuseTooMany = ({ previousKeys = [] }: Subscription): void => {
  const most = limits.previousKeys;
  if (previousKeys.length <= most) return;
  throw new Refusal(
    'limit_exceeded',
    `${most} earlier keys sign already: wait until they end, or end them with overlapSeconds 0.`,
  );
};
