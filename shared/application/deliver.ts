import type {
  Clock,
  Delivery,
  SecretBox,
  SignWebhook,
  Subscriptions,
  WebhookOutcome,
  WebhookSender,
} from './ports.ts';

export interface DeliverDependencies {
  readonly subscriptions: Pick<Subscriptions, 'get'>;
  readonly secrets: Pick<SecretBox, 'open'>;
  readonly sign: SignWebhook;
  readonly sender: WebhookSender;
  readonly clock: Pick<Clock, 'now'>;
}

/** How one attempt ended. Only `failed` is worth another one. */
export type DeliveryResult =
  | { readonly result: 'delivered' | 'gone' | 'failed'; readonly attempt: WebhookOutcome }
  | { readonly result: 'dropped'; readonly because: 'deleted' | 'disabled' };

/** One attempt at one delivery, signed by Standard Webhooks over exactly the bytes that are sent. */
export const deliver = async (
  { subscriptions, secrets, sign, sender, clock }: DeliverDependencies,
  { subscriptionId, event }: Delivery,
): Promise<DeliveryResult> => {
  const subscription = await subscriptions.get(subscriptionId);
  if (subscription === undefined) return { result: 'dropped', because: 'deleted' };
  if (subscription.state === 'disabled') return { result: 'dropped', because: 'disabled' };

  const secret = await secrets.open(subscription.sealedSecret);
  const body = JSON.stringify(event);
  const timestamp = clock.now();
  const attempt = await sender.send({
    url: subscription.target.url,
    headers: {
      'content-type': 'application/cloudevents+json',
      'webhook-id': event.id,
      'webhook-timestamp': String(Math.floor(Date.parse(timestamp) / 1000)),
      'webhook-signature': sign({ id: event.id, timestamp, body, secret }),
    },
    body,
  });
  return { result: resultOf(attempt), attempt };
};

const resultOf = (attempt: WebhookOutcome): 'delivered' | 'gone' | 'failed' => {
  if (attempt.outcome === 'delivered') return 'delivered';
  // 410 Gone: the receiver asks for no more.
  return attempt.outcome === 'refused' && attempt.status === 410 ? 'gone' : 'failed';
};

/** Seconds until the next attempt, by how many there have been; the queue counts them. */
export const retryDelay = (attempts: number): number => retryDelays[attempts - 1] ?? longestDelay;

const longestDelay = 3600;
const retryDelays = [5, 30, 120, 600, 1800];
