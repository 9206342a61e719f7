import { limits } from '../domain/limits.ts';
import { Refusal } from '../domain/refusal.ts';
import {
  impossible,
  type Subscription,
  type SubscriptionFilter,
  type WebhookTarget,
} from '../domain/subscription.ts';
import {
  type Clock,
  type Ids,
  type Receipt,
  ReceiptExistsError,
  type SecretBox,
  type Subscriptions,
} from './ports.ts';
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
  /** From the Idempotency-Key of the request, if it had one. */
  readonly receipt?: Omit<Receipt, 'created'>;
}

/** The secret leaves the system here and nowhere else. */
export interface CreatedSubscription {
  readonly subscription: Subscription;
  readonly secret: string;
}

/** Creates a subscription, or answers as before where its Idempotency-Key has been used. */
export const createSubscription = async (
  dependencies: CreateSubscriptionDependencies,
  input: CreateSubscription,
): Promise<CreatedSubscription> => {
  const earlier = await createdEarlier(dependencies, input);
  if (earlier !== undefined) return earlier;
  await refuseUnfit(dependencies, input);

  const { subscriptions, secrets, ids, clock, random } = dependencies;
  const { receipt, ...wanted } = input;
  const secret = `whsec_${btoa(String.fromCharCode(...random(32)))}`;
  const subscription: Subscription = {
    ...wanted,
    subscriptionId: ids.next(),
    state: 'enabled',
    sealedSecret: await secrets.seal(secret),
    createdAt: clock.now(),
  };
  try {
    const { subscriptionId } = subscription;
    await subscriptions.create(
      subscription,
      receipt && { ...receipt, created: { subscriptionId } },
    );
  } catch (error) {
    if (!(error instanceof ReceiptExistsError)) throw error;
    const twin = await createdEarlier(dependencies, input);
    if (twin === undefined) throw error;
    return twin;
  }
  return { subscription, secret };
};

const createdEarlier = async (
  { subscriptions, secrets }: CreateSubscriptionDependencies,
  { receipt }: CreateSubscription,
): Promise<CreatedSubscription | undefined> => {
  const found = receipt && (await subscriptions.receipt(receipt.receiptId));
  if (receipt === undefined || found === undefined) return;
  if (found.bodyHash !== receipt.bodyHash) {
    throw new Refusal(
      'idempotency_key_reused',
      'This Idempotency-Key was used for another request: use a new one.',
    );
  }
  const subscription = await subscriptions.get(String(found.created.subscriptionId));
  if (subscription === undefined) {
    throw new Refusal(
      'subscription_not_found',
      'The subscription that this request created has been deleted: use a new Idempotency-Key.',
    );
  }
  return { subscription, secret: await secrets.open(subscription.sealedSecret) };
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
