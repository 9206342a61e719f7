import * as z from 'zod';
import { createSubscription } from '#shared/application/create-subscription.ts';
import { deleteSubscription } from '#shared/application/delete-subscription.ts';
import {
  getSubscription,
  listSubscriptions,
  type Reach,
} from '#shared/application/list-subscriptions.ts';
import { id } from '#shared/contracts/ids.ts';
import { cursor, limit, pageOf } from '#shared/contracts/list.ts';
import {
  type SubscriptionAnswer,
  subscriptionAnswer,
  subscriptionCreated,
} from '#shared/contracts/subscription-answer.ts';
import { subscriptionRequest } from '#shared/contracts/subscription-request.ts';
import type { Subscription } from '#shared/domain/subscription.ts';
import { cursorsOf } from '#shared/runtime/cursor.ts';
import { locationOf } from '#shared/runtime/http.ts';
import { mayActAs, type Principal } from '#shared/runtime/principal.ts';
import { RequestProblem } from '#shared/runtime/problem.ts';
import { pageAnswer } from './answers.ts';
import { route } from './dependencies.ts';

const tag = 'Subscriptions';

const subscriptionParams = z.object({ subscriptionId: id });

export const subscriptionRoutes = [
  route({
    name: 'createSubscription',
    method: 'POST',
    path: '/v1/subscriptions',
    role: 'subscriber',
    tag,
    summary: 'Subscribe to events',
    description:
      'For the organisation in the token. Deliveries are signed with the secret in the answer (Standard Webhooks).',
    idempotent: true,
    input: z.strictObject({ body: subscriptionRequest }),
    answers: {
      201: { description: 'Created.', schema: subscriptionCreated, headers: ['Location'] },
    },
    problems: ['idempotency_key_reused', 'subscription_not_found'],
    faults: ['filter_never_matches', 'limit_exceeded', 'url_not_allowed'],
    handle: async (dependencies, { input: { body }, caller, path, claim }) => {
      const { subscription, secret } = await createSubscription(dependencies, {
        ...body,
        organisation: organisationOf(caller),
        claim,
      });
      return {
        status: 201,
        body: { ...answerOf(subscription), secret },
        headers: { location: locationOf(path, subscription.subscriptionId) },
      };
    },
  }),

  route({
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
    answers: {
      200: {
        description: 'A page.',
        schema: pageOf(subscriptionAnswer, 'SubscriptionList'),
        headers: ['Link'],
      },
    },
    problems: ['malformed_cursor'],
    handle: async (dependencies, { input: { query }, caller }) => {
      const { cursor, limit } = query;
      const reach = reachOf(caller);
      const cursors = cursorsOf(z.string(), ['subscriptions', reach]);
      const next = cursor === undefined ? undefined : cursors.open(cursor);
      const page = await listSubscriptions(dependencies, { reach, limit, ...(next && { next }) });
      const more = page.next && cursors.seal(page.next);
      return pageAnswer(page.items.map(answerOf), more, { limit });
    },
  }),

  route({
    name: 'readSubscription',
    method: 'GET',
    path: '/v1/subscriptions/{subscriptionId}',
    role: 'subscriber',
    tag,
    summary: 'Read a subscription',
    input: z.strictObject({ params: subscriptionParams }),
    answers: { 200: { description: 'The subscription.', schema: subscriptionAnswer } },
    problems: ['subscription_not_found'],
    handle: async (dependencies, { input: { params }, caller }) => ({
      status: 200,
      body: answerOf(await getSubscription(dependencies, { ...params, reach: reachOf(caller) })),
    }),
  }),

  route({
    name: 'deleteSubscription',
    method: 'DELETE',
    path: '/v1/subscriptions/{subscriptionId}',
    role: 'subscriber',
    tag,
    summary: 'Delete a subscription',
    description: 'What is on its way to it is dropped.',
    input: z.strictObject({ params: subscriptionParams }),
    answers: { 204: { description: 'Deleted.' } },
    problems: ['subscription_not_found'],
    handle: async (dependencies, { input: { params }, caller }) => {
      await deleteSubscription(dependencies, { ...params, reach: reachOf(caller) });
      return { status: 204 };
    },
  }),
];

const reachOf = (caller: Principal): Reach =>
  mayActAs(caller, 'operator') ? 'all' : { organisation: organisationOf(caller) };

const organisationOf = ({ organisation }: Principal): string => {
  if (organisation !== undefined) return organisation;
  throw new RequestProblem(
    'forbidden',
    'Your token names no organisation, so there is nobody to subscribe for. Ask an administrator for a group such as org:alingsas.',
  );
};

const answerOf = (subscription: Subscription): SubscriptionAnswer => {
  const { description, disabledReason } = subscription;
  return {
    subscriptionId: subscription.subscriptionId,
    organisation: subscription.organisation,
    target: subscription.target,
    filter: subscription.filter,
    ...(description !== undefined && { description }),
    state: subscription.state,
    ...(disabledReason !== undefined && { disabledReason }),
    createdAt: subscription.createdAt,
  };
};
