import { anything, listOf, subscriptionAnswer, subscriptionCreated } from './api-answers.ts';
import type { ApiClient } from './api-client.ts';
import { type ReceiverOptions, WebhookReceiver } from './receiver.ts';

/** Marks the subscription as ours, so that the next start can tell it from a user's. */
const description = 'npm start';

/** A webhook receiver on this machine that is told of every event, until it is disposed of. */
export const subscribe = async (
  api: ApiClient,
  options: ReceiverOptions,
): Promise<WebhookReceiver> => {
  const subscriptions = '/v1/subscriptions';
  const { items } = await api.get(subscriptions, listOf(subscriptionAnswer));
  for (const { subscriptionId, revision } of items.filter((it) => it.description === description)) {
    // Of an earlier start: its receiver is gone, and with it the secret.
    await api.call(anything, {
      method: 'DELETE',
      path: `${subscriptions}/${subscriptionId}`,
      headers: { 'if-match': `"${revision}"` },
    });
  }
  const receiver = await WebhookReceiver.start(options);
  const target = { type: 'webhook', url: receiver.url };
  const { secret } = await api.post(subscriptions, { target, description }, subscriptionCreated);
  receiver.trust(secret);
  return receiver;
};
