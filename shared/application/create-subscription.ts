import { limits } from '../domain/limits.ts';
import { Refusal } from '../domain/refusal.ts';
import type { SignatureScheme } from '../domain/signature.ts';
import type { Subscription } from '../domain/subscription.ts';
import { countUpTo } from './count-up-to.ts';
import { getSubscription } from './list-subscriptions.ts';
import { type Claim, once } from './once.ts';
import type { Clock, Ids, Subscriptions } from './ports.ts';
import { newKeys, type SigningKeysDependencies } from './signing-keys.ts';
import {
  refuseFilter,
  refuseSignatures,
  refuseTarget,
  type TargetFault,
} from './subscription-rules.ts';

export type { TargetFault } from './subscription-rules.ts';

export interface CreateSubscriptionDependencies extends SigningKeysDependencies {
  readonly subscriptions: Pick<Subscriptions, 'create' | 'get' | 'list' | 'receipt'>;
  readonly ids: Ids;
  readonly clock: Pick<Clock, 'now'>;
  readonly targetFault: TargetFault;
}

export interface CreateSubscription
  extends Pick<
    Subscription,
    | 'organisation'
    | 'target'
    | 'filter'
    | 'description'
    | 'recipients'
    | 'reminders'
    | 'maxPerSecond'
  > {
  /** Of a webhook; `v1` alone where left out. */
  readonly signatures?: readonly SignatureScheme[];
  readonly claim?: Claim | undefined;
}

/** The secret of a webhook leaves the system here, and again only when it is rotated. */
export interface CreatedSubscription {
  readonly subscription: Subscription;
  readonly secret?: string;
}

/** Creates a subscription, or answers as before where its Idempotency-Key has been used. @throws Refusal */
export const createSubscription = (
  dependencies: CreateSubscriptionDependencies,
  { claim, ...wanted }: CreateSubscription,
): Promise<CreatedSubscription> => {
  const { subscriptions, secrets, ids, clock } = dependencies;
  return once(
    subscriptions,
    claim,
    async () => {
      await refuseUnfit(dependencies, wanted);
      const { signatures = ['v1'], ...facts } = wanted;
      const signed = facts.target.type === 'webhook';
      const { secret, sealed } = signed ? await newKeys(dependencies, signatures) : {};
      const subscriptionId = ids.next();
      const subscription: Subscription = {
        ...facts,
        ...sealed,
        subscriptionId,
        state: 'enabled',
        createdAt: clock.now(),
        revision: 1,
      };
      await subscriptions.create(subscription, claim && { ...claim, created: { subscriptionId } });
      return { subscription, ...(secret !== undefined && { secret }) };
    },
    async ({ subscriptionId }) => {
      const subscription = await getSubscription(dependencies, {
        subscriptionId: String(subscriptionId),
        reach: wanted,
      });
      const { sealedSecret } = subscription;
      return {
        subscription,
        ...(sealedSecret !== undefined && { secret: await secrets.open(sealedSecret) }),
      };
    },
  );
};

const refuseUnfit = async (
  { subscriptions, targetFault }: CreateSubscriptionDependencies,
  { organisation, target, filter, signatures }: CreateSubscription,
): Promise<void> => {
  refuseTarget(target, targetFault);
  refuseSignatures(target, signatures);
  refuseFilter(filter);
  const most = limits.subscriptionsPerOrganisation;
  const count = await countUpTo(most, (page) => subscriptions.list({ organisation, ...page }));
  if (count >= most) {
    throw new Refusal(
      'limit_exceeded',
      `An organisation has at most ${most} subscriptions: delete one that is not needed.`,
    );
  }
};
