import * as z from 'zod';
import { listDeliveries, readDelivery } from '#shared/application/read-deliveries.ts';
import { redeliver } from '#shared/application/redeliver.ts';
import type { DeliveryAnswer } from '#shared/contracts/delivery-answer.ts';
import { deliveryId } from '#shared/contracts/delivery-id.ts';
import { cursor, limit } from '#shared/contracts/list.ts';
import { type Delivery, deliveryStates } from '#shared/domain/delivery.ts';
import { besidesOf } from '#shared/runtime/http.ts';
import { ownRoute } from './dependencies.ts';
import { storedPage } from './stored-page.ts';
import { subscriptionParams } from './subscription-answers.ts';

const tag = 'Deliveries';

const deliveryParams = subscriptionParams.extend({ deliveryId });

export const deliveryRoutes = [
  ownRoute({
    name: 'listDeliveries',
    method: 'GET',
    path: '/v1/subscriptions/{subscriptionId}/deliveries',
    role: 'subscriber',
    tag,
    summary: 'List the deliveries of a subscription',
    description: 'Newest first, those of the last 30 days.',
    input: z.strictObject({
      params: subscriptionParams,
      query: z.strictObject({
        state: z.exactOptional(z.enum(deliveryStates)),
        cursor: z.exactOptional(cursor),
        limit: limit(100, 50),
      }),
    }),
    problems: ['malformed_cursor', 'subscription_not_found'],
    handle: async (dependencies, { input: { params, query }, reach }) => {
      const { cursor: _cursor, limit: _limit, ...filter } = query;
      const which = { ...params, ...filter, reach };
      return storedPage({ name: ['deliveries', params, filter], query, filter, answerOf }, (page) =>
        listDeliveries(dependencies, { ...which, ...page }),
      );
    },
  }),

  ownRoute({
    name: 'readDelivery',
    method: 'GET',
    path: '/v1/subscriptions/{subscriptionId}/deliveries/{deliveryId}',
    role: 'subscriber',
    tag,
    summary: 'Read a delivery',
    input: z.strictObject({ params: deliveryParams }),
    problems: ['delivery_not_found', 'subscription_not_found'],
    handle: async (dependencies, { input: { params }, reach }) => {
      const delivery = await readDelivery(dependencies, { ...params, reach });
      return { status: 200, body: answerOf(delivery) };
    },
  }),

  ownRoute({
    name: 'redeliver',
    method: 'POST',
    path: '/v1/subscriptions/{subscriptionId}/deliveries/{deliveryId}/redeliver',
    role: 'subscriber',
    tag,
    summary: 'Make a delivery once more',
    description: 'With the same event id, at once, and with every attempt of the schedule again.',
    idempotent: true,
    input: z.strictObject({ params: deliveryParams }),
    problems: [
      'delivery_not_found',
      'idempotency_key_reused',
      'subscription_disabled',
      'subscription_not_found',
    ],
    handle: async (dependencies, { input: { params }, reach, path, claim }) => {
      const which = { ...params, reach };
      const delivery = await redeliver(dependencies, { ...which, claim });
      return {
        status: 202,
        body: answerOf(delivery),
        headers: { location: besidesOf(path, `../${delivery.deliveryId}`) },
      };
    },
  }),
];

const answerOf = (delivery: Delivery): DeliveryAnswer => {
  const { nextAttemptAt } = delivery;
  return {
    deliveryId: delivery.deliveryId,
    eventId: delivery.eventId,
    type: delivery.type,
    state: delivery.state,
    attempts: delivery.attempts,
    ...(nextAttemptAt !== undefined && { nextAttemptAt }),
    createdAt: delivery.createdAt,
  };
};
