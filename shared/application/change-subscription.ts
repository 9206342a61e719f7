import type { Instant } from '../domain/instant.ts';
import type { SignatureScheme } from '../domain/signature.ts';
import type { Subscription } from '../domain/subscription.ts';
import { getSubscription, type OneSubscription } from './list-subscriptions.ts';
import type { Clock, DeliveryQueue, Subscriptions } from './ports.ts';
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
  readonly clock: Pick<Clock, 'now'>;
  readonly queue: DeliveryQueue;
  readonly targetFault: TargetFault;
}

/** What is left out stays; a null takes away. */
export interface SubscriptionChanges
  extends Partial<
    Pick<Subscription, 'target' | 'filter' | 'recipients' | 'reminders' | 'maxPerSecond'>
  > {
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
  // A worker sends what waits, or rests. Also where that is nothing new: a wake may have been lost.
  if (changes.state !== undefined || changes.target !== undefined) {
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
  return withState(
    withRenewal(signed, before, dependencies.clock.now()),
    state,
    dependencies.clock.now(),
  );
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
    if (sealedPrivateKey === undefined) return subscription;
    const previous = previousKeys?.map(({ sealedSecret, until }) => ({ sealedSecret, until }));
    return { ...rest, ...(previous && { previousKeys: previous }) };
  }
  if (sealedPrivateKey !== undefined) return subscription;
  return { ...subscription, ...(await newPair(dependencies)) };
};

/** Of another target nothing is known yet. */
const withRenewal = (after: Subscription, before: Subscription, now: Instant): Subscription =>
  JSON.stringify(after.target) === JSON.stringify(before.target)
    ? after
    : { ...after, renewedAt: now };

const withState = (
  subscription: Subscription,
  state: Subscription['state'] | undefined,
  now: Instant,
): Subscription => {
  if (state === undefined || state === subscription.state) return subscription;
  if (state === 'disabled') {
    return { ...subscription, state, disabledReason: 'owner', disabledAt: now };
  }
  const { disabledReason: _, disabledAt: _at, failingSince: _since, ...rest } = subscription;
  return { ...rest, state, renewedAt: now };
};
