import { subscriptionCreated } from '../../../infra/local/api-answers.ts';
import type { ApiClient } from '../../../infra/local/api-client.ts';
import { type ReceiverOptions, WebhookReceiver } from '../../../infra/local/receiver.ts';

/** A webhook receiver that is told of what the filter lets through; dispose of it when done. */
export const aSubscriber = async (
  api: ApiClient,
  filter: Readonly<Record<string, unknown>>,
  options: ReceiverOptions = {},
): Promise<{
  readonly receiver: WebhookReceiver;
  readonly subscriptionId: string;
  readonly secret: string;
}> => {
  const receiver = await WebhookReceiver.start(options);
  const target = { type: 'webhook', url: receiver.url };
  const { secret, subscriptionId } = await api.post(
    '/v1/subscriptions',
    { target, filter },
    subscriptionCreated,
  );
  receiver.trust(secret);
  return { receiver, subscriptionId, secret };
};
