import * as z from 'zod';
import { changeSubscription } from '#shared/application/change-subscription.ts';
import { createSubscription } from '#shared/application/create-subscription.ts';
import { deleteSubscription } from '#shared/application/delete-subscription.ts';
import { listSubscriptions } from '#shared/application/list-subscriptions.ts';
import { readSubscription } from '#shared/application/read-subscription.ts';
import { cursor, limit } from '#shared/contracts/list.ts';
import { subscriptionChange } from '#shared/contracts/subscription-change.ts';
import { subscriptionRequest } from '#shared/contracts/subscription-request.ts';
import { etagOf } from '#shared/runtime/etag.ts';
import { locationOf } from '#shared/runtime/http.ts';
import { shownOnce } from './answers.ts';
import { memberRoute, ownRoute } from './dependencies.ts';
import { storedPage } from './stored-page.ts';
import { answerOf, subscriptionParams } from './subscription-answers.ts';

const tag = 'Subscriptions';

export const subscriptionRoutes = [
  memberRoute({
    name: 'createSubscription',
    method: 'POST',
    path: '/v1/subscriptions',
    role: 'subscriber',
    tag,
    summary: 'Subscribe to events',
    description:
      'For the organisation in the token. Deliveries to a webhook are signed with the secret in the answer (Standard Webhooks); a queue or an event bus has none. The secret is shown once; the same request with the same Idempotency-Key within 24 hours shows the one that is then in use.',
    idempotent: true,
    input: z.strictObject({ body: subscriptionRequest }),
    problems: ['idempotency_key_reused', 'subscription_not_found'],
    faults: [
      'filter_never_matches',
      'limit_exceeded',
      'not_signed',
      'target_not_allowed',
      'url_not_allowed',
    ],
    handle: async (dependencies, { input: { body }, organisation, path, claim }) => {
      const { subscription, secret } = await createSubscription(dependencies, {
        ...body,
        organisation,
        claim,
      });
      return {
        status: 201,
        body: { ...answerOf(subscription), ...(secret !== undefined && { secret }) },
        etag: etagOf(subscription),
        headers: { location: locationOf(path, subscription.subscriptionId), ...shownOnce },
      };
    },
  }),

  ownRoute({
    name: 'listSubscriptions',
    method: 'GET',
    path: '/v1/subscriptions',
    role: 'subscriber',
    tag,
    summary: 'List subscriptions',
    description: 'Those of the organisation in the token; an operator sees all.',
    input: z.strictObject({
      query: z.strictObject({ cursor: z.exactOptional(cursor), limit: limit(100, 50) }),
    }),
    problems: ['malformed_cursor'],
    handle: async (dependencies, { input: { query }, reach }) => {
      return storedPage({ name: ['subscriptions', reach], query, answerOf }, (page) =>
        listSubscriptions(dependencies, { reach, ...page }),
      );
    },
  }),

  ownRoute({
    name: 'readSubscription',
    method: 'GET',
    path: '/v1/subscriptions/{subscriptionId}',
    role: 'subscriber',
    tag,
    summary: 'Read a subscription',
    cached: true,
    input: z.strictObject({ params: subscriptionParams }),
    problems: ['subscription_not_found'],
    handle: async (dependencies, { input: { params }, reach }) => {
      const which = { ...params, reach };
      const { subscription, health } = await readSubscription(dependencies, which);
      return { status: 200, body: answerOf(subscription, health), etag: etagOf(subscription) };
    },
  }),

  ownRoute({
    name: 'changeSubscription',
    method: 'PATCH',
    path: '/v1/subscriptions/{subscriptionId}',
    role: 'subscriber',
    tag,
    summary: 'Change, disable or enable a subscription',
    ifMatch: 'required',
    input: z.strictObject({ params: subscriptionParams, body: subscriptionChange }),
    problems: ['subscription_not_found'],
    faults: ['filter_never_matches', 'not_signed', 'target_not_allowed', 'url_not_allowed'],
    handle: async (dependencies, { input: { params, body }, reach, revisions }) => {
      const which = { ...params, reach, revisions };
      const subscription = await changeSubscription(dependencies, { ...which, changes: body });
      return { status: 200, body: answerOf(subscription), etag: etagOf(subscription) };
    },
  }),

  ownRoute({
    name: 'deleteSubscription',
    method: 'DELETE',
    path: '/v1/subscriptions/{subscriptionId}',
    role: 'subscriber',
    tag,
    summary: 'Delete a subscription',
    description: 'What is on its way to it is dropped, and its log of deliveries with it.',
    ifMatch: 'required',
    input: z.strictObject({ params: subscriptionParams }),
    problems: ['subscription_not_found'],
    handle: async (dependencies, { input: { params }, reach, revisions }) => {
      await deleteSubscription(dependencies, { ...params, reach, revisions });
      return { status: 204 };
    },
  }),
];
