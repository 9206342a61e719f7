import * as z from 'zod';
import { listOf } from '../../../infra/local/api-answers.ts';
import type { ApiClient } from '../../../infra/local/api-client.ts';
import { waitFor } from './wait-for.ts';

export const attempt = z.looseObject({
  at: z.string(),
  status: z.number().optional(),
  error: z.string().optional(),
});

export const delivery = z.looseObject({
  deliveryId: z.string(),
  eventId: z.string(),
  type: z.string(),
  state: z.string(),
  attempts: z.array(attempt),
});

export const subscription = z.looseObject({
  subscriptionId: z.string(),
  state: z.string(),
  disabledReason: z.string().optional(),
  revision: z.number(),
});

/** The log of deliveries of a subscription, newest first. */
export const deliveriesOf = async (api: ApiClient, subscriptionId: string) =>
  (await api.get(`/v1/subscriptions/${subscriptionId}/deliveries`, listOf(delivery))).items;

/** The delivery of an event, once it is in this state. */
export const deliveryIn = (
  api: ApiClient,
  {
    subscriptionId,
    eventId,
    state,
  }: Readonly<Record<'subscriptionId' | 'eventId' | 'state', string>>,
) =>
  waitFor(`the delivery of ${eventId} to be ${state}`, async () =>
    (await deliveriesOf(api, subscriptionId)).find(
      (found) => found.eventId === eventId && found.state === state,
    ),
  );

/** Changes the subscription as it stands now. */
export const change = async (api: ApiClient, subscriptionId: string, body: object) => {
  const path = `/v1/subscriptions/${subscriptionId}`;
  const { revision } = await api.get(path, subscription);
  const headers = { 'if-match': `"${revision}"` };
  return api.call(subscription, { method: 'PATCH', path, body, headers });
};
