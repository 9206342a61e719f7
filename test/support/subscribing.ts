import { deliverDue } from '#shared/application/deliver-due.ts';
import { fanOut } from '#shared/application/fan-out.ts';
import { runReplay } from '#shared/application/run-replay.ts';
import { shift } from '#shared/domain/instant.ts';
import type { memoryApi, Sent } from './api.ts';

type Api = ReturnType<typeof memoryApi>;

export const webhook = { target: { type: 'webhook', url: 'https://example.org/hook' } };
export const queueTarget = {
  target: { type: 'sqs', arn: 'arn:aws:sqs:eu-north-1:111122223333:theirs' },
};

/** A subscriber's token. */
export const subscriber = (organisation = 'alingsas'): Sent => ({
  groups: ['role:subscriber', `org:${organisation}`],
});

/** `If-Match`, and what else is sent. */
export const matching = (etag = '*', sent: Sent = {}): Sent => ({
  ...sent,
  headers: { ...sent.headers, 'if-match': etag },
});

/** `Idempotency-Key`, and what else is sent. */
export const withKey = (key = 'key-1', sent: Sent = {}): Sent => ({
  ...sent,
  headers: { ...sent.headers, 'idempotency-key': key },
});

/** A new subscription, and where it is. */
export const subscribe = async (
  api: Api,
  facts: Readonly<Record<string, unknown>> = {},
  sent: Sent = {},
) => {
  const body = { ...webhook, ...facts };
  const created = await api.done('POST', '/v1/subscriptions', { body, ...sent });
  const subscriptionId = String(created.subscriptionId);
  return { created, subscriptionId, path: `/v1/subscriptions/${subscriptionId}` };
};

/** Makes the deliveries of every event so far, without sending them. */
export const place = async (api: Api) => {
  await api.relay();
  const { events } = await api.events.read({ limit: 1_000 });
  const { place, wake } = await fanOut(api);
  for (const event of events) await place(event);
  await wake();
};

/** Sends what is due to a subscription. */
export const serve = (api: Api, subscriptionId: string) =>
  deliverDue(
    { ...api, log: api.events, random: () => 0.5 },
    { subscriptionId, deliveryIds: [], deadline: shift(api.clock.now(), 35_000) },
  );

/** Plays the replay queue until it is empty. */
export const replayAll = async (api: Api) => {
  for (let step = api.replayQueue.queued.shift(); step; step = api.replayQueue.queued.shift()) {
    api.clock.advance(step.delaySeconds * 1000);
    await runReplay({ ...api, log: api.events }, step);
  }
};

/** Where a problem document finds its faults. */
export const pointersOf = (body: { readonly errors?: readonly { readonly pointer: string }[] }) =>
  body.errors?.map(({ pointer }) => pointer);
