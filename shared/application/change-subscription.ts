import type { SignatureScheme } from '../domain/signature.ts';
import type { Subscription } from '../domain/subscription.ts';
import { getSubscription, type OneSubscription } from './list-subscriptions.ts';
import type { DeliveryQueue, Subscriptions } from './ports.ts';
import { retryOnConflict } from './retry-on-conflict.ts';
import { newPair, type SigningKeysDependencies } from './signing-keys.ts';
import {
  refuseFilter,
  refuseOtherType,
  refuseSignatures,
  refuseTarget,
  type TargetFault,
} from './subscription-rules.ts';

export interface ChangeSubscriptionDependencies extends SigningKeysDependencies {
  readonly subscriptions: Pick<Subscriptions, 'get' | 'update'>;
  readonly queue: DeliveryQueue;
  readonly targetFault: TargetFault;
}

/** What is left out stays; a null takes away. */
export interface SubscriptionChanges
  extends Partial<Pick<Subscription, 'target' | 'filter' | 'recipients' | 'maxPerSecond'>> {
  readonly description?: string | null;
  readonly signatures?: readonly SignatureScheme[];
  readonly state?: Subscription['state'];
}

/** Changes a subscription. @throws Refusal, PreconditionFailedError, ConflictError */
export const changeSubscription = async (
  dependencies: ChangeSubscriptionDependencies,
  { changes, ...which }: OneSubscription & { readonly changes: SubscriptionChanges },
): Promise<Subscription> => {
  const { subscriptions, queue } = dependencies;
  const changed = await retryOnConflict(async () => {
    const before = await getSubscription(dependencies, which);
    const after = await changedBy(dependencies, before, changes);
    if (JSON.stringify(after) === JSON.stringify(before)) return before;
    const revised = { ...after, revision: before.revision + 1 };
    await subscriptions.update(revised);
    return revised;
  });
  // Its worker forgets how the receiver did once it is disabled, and sends what waits once it is enabled.
  // Also where that is nothing new: whoever asks again may do so because the wake was lost.
  if (changes.state !== undefined) {
    await queue.wake([{ subscriptionId: changed.subscriptionId, deliveryIds: [] }]);
  }
  return changed;
};

const changedBy = async (
  dependencies: ChangeSubscriptionDependencies,
  before: Subscription,
  changes: SubscriptionChanges,
): Promise<Subscription> => {
  const { description, signatures, state, ...replacing } = changes;
  const { target = before.target, filter } = replacing;
  refuseOtherType(target, before.target);
  if (replacing.target !== undefined) refuseTarget(target, dependencies.targetFault);
  refuseSignatures(target, signatures);
  if (filter !== undefined) refuseFilter(filter);

  const described = withDescription({ ...before, ...replacing }, description);
  const signed = await withSignatures(dependencies, described, signatures);
  return withState(signed, state);
};

const withDescription = (
  subscription: Subscription,
  description: string | null | undefined,
): Subscription => {
  if (description === undefined || description === subscription.description) return subscription;
  const { description: _before, ...rest } = subscription;
  return description === null ? rest : { ...rest, description };
};

const withSignatures = async (
  dependencies: SigningKeysDependencies,
  subscription: Subscription,
  signatures: readonly SignatureScheme[] | undefined,
): Promise<Subscription> => {
  if (signatures === undefined) return subscription;
  const { publicKey, sealedPrivateKey, previousKeys, ...rest } = subscription;
  if (!signatures.includes('v1a')) {
    const previous = previousKeys?.map(({ sealedSecret, until }) => ({ sealedSecret, until }));
    return { ...rest, ...(previous && { previousKeys: previous }) };
  }
  if (sealedPrivateKey !== undefined) return subscription;
  return { ...subscription, ...(await newPair(dependencies)) };
};

const withState = (
  subscription: Subscription,
  state: Subscription['state'] | undefined,
): Subscription => {
  if (state === undefined || state === subscription.state) return subscription;
  if (state === 'disabled') return { ...subscription, state, disabledReason: 'owner' };
  const { disabledReason: _reason, ...rest } = subscription;
  return { ...rest, state };
};
