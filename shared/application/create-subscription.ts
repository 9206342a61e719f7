import { limits } from '../domain/limits.ts';
import { Refusal } from '../domain/refusal.ts';
import {
  impossible,
  type Subscription,
  type SubscriptionFilter,
  type WebhookTarget,
} from '../domain/subscription.ts';
import { getSubscription } from './list-subscriptions.ts';
import { type Claim, once } from './once.ts';
import type { Clock, Ids, SecretBox, Subscriptions } from './ports.ts';
import { webhookUrlFault } from './webhook-url.ts';

export interface CreateSubscriptionDependencies {
  readonly subscriptions: Pick<Subscriptions, 'create' | 'get' | 'list' | 'receipt'>;
  readonly secrets: SecretBox;
  readonly ids: Ids;
  readonly clock: Pick<Clock, 'now'>;
  /** Unpredictable bytes. */
  readonly random: (bytes: number) => Uint8Array;
  /** Lets webhooks go to http and to this machine. */
  readonly allowLocal: boolean;
}

export interface CreateSubscription {
  readonly organisation: string;
  readonly target: WebhookTarget;
  readonly filter: SubscriptionFilter;
  readonly description?: string;
  readonly claim?: Claim | undefined;
}

/** The secret leaves the system here and nowhere else. */
export interface CreatedSubscription {
  readonly subscription: Subscription;
  readonly secret: string;
}

/** Creates a subscription, or answers as before where its Idempotency-Key has been used. @throws Refusal */
export const createSubscription = (
  dependencies: CreateSubscriptionDependencies,
  { claim, ...wanted }: CreateSubscription,
): Promise<CreatedSubscription> => {
  const { subscriptions, secrets, ids, clock, random } = dependencies;
  return once(
    subscriptions,
    claim,
    async () => {
      await refuseUnfit(dependencies, wanted);
      const subscriptionId = ids.next();
      const secret = `whsec_${btoa(String.fromCharCode(...random(32)))}`;
      const subscription: Subscription = {
        ...wanted,
        subscriptionId,
        state: 'enabled',
        sealedSecret: await secrets.seal(secret),
        createdAt: clock.now(),
      };
      await subscriptions.create(subscription, claim && { ...claim, created: { subscriptionId } });
      return { subscription, secret };
    },
    async ({ subscriptionId }) => {
      const subscription = await getSubscription(dependencies, {
        subscriptionId: String(subscriptionId),
        reach: wanted,
      });
      return { subscription, secret: await secrets.open(subscription.sealedSecret) };
    },
  );
};

const refuseUnfit = async (
  { subscriptions, allowLocal }: CreateSubscriptionDependencies,
  { organisation, target, filter }: CreateSubscription,
): Promise<void> => {
  const urlFault = webhookUrlFault(target.url, { allowLocal });
  if (urlFault !== undefined) {
    throw new Refusal('url_not_allowed', urlFault, [{ pointer: '/target/url', message: urlFault }]);
  }
  const filterFault = impossible(filter);
  if (filterFault !== undefined) {
    throw new Refusal('filter_never_matches', filterFault, [
      { pointer: '/filter', message: filterFault },
    ]);
  }
  const most = limits.subscriptionsPerOrganisation;
  let count = 0;
  let next: string | undefined;
  do {
    const page = await subscriptions.list({ organisation, limit: most, ...(next && { next }) });
    count += page.items.length;
    next = page.next;
  } while (next !== undefined && count < most);
  if (count >= most) {
    throw new Refusal(
      'limit_exceeded',
      `An organisation has at most ${most} subscriptions: delete one that is not needed.`,
    );
  }
};
