import * as z from 'zod';
import { readReplay } from '#shared/application/read-replay.ts';
import { rotateSecret } from '#shared/application/rotate-secret.ts';
import { startReplay } from '#shared/application/start-replay.ts';
import { testSubscription } from '#shared/application/test-subscription.ts';
import { idInput } from '#shared/contracts/ids.ts';
import type { ReplayAnswer } from '#shared/contracts/replay-answer.ts';
import { replayRequest } from '#shared/contracts/replay-request.ts';
import { rotationRequest } from '#shared/contracts/rotation-request.ts';
import type { Replay } from '#shared/domain/replay.ts';
import { besidesOf } from '#shared/runtime/http.ts';
import { shownOnce } from './answers.ts';
import { ownRoute } from './dependencies.ts';
import { subscriptionParams } from './subscription-answers.ts';

const tag = 'Subscriptions';

export const subscriptionActionRoutes = [
  ownRoute({
    name: 'rotateSecret',
    method: 'POST',
    path: '/v1/subscriptions/{subscriptionId}/rotate-secret',
    role: 'subscriber',
    tag,
    summary: 'Change the keys of a webhook',
    description:
      'Every kind of key it has is made anew. While the overlap lasts, deliveries carry a signature by each; keys of earlier rotations end with it at the latest. Refused while five earlier keys still sign. The secret is shown once; the same request with the same Idempotency-Key within 24 hours shows the one that is then in use.',
    idempotent: true,
    input: z.strictObject({ params: subscriptionParams, body: rotationRequest }),
    problems: ['idempotency_key_reused', 'not_signed', 'subscription_not_found'],
    handle: async (dependencies, { input: { params, body }, reach, claim }) => {
      const which = { ...params, reach };
      const rotation = await rotateSecret(dependencies, { ...which, ...body, claim });
      return { status: 200, body: rotation, headers: shownOnce };
    },
  }),

  ownRoute({
    name: 'testSubscription',
    method: 'POST',
    path: '/v1/subscriptions/{subscriptionId}/test',
    role: 'subscriber',
    tag,
    summary: 'Send a test',
    description:
      'A `subscription.test` event goes the way of every event, once, and also while the subscription is disabled. The answer is what came of it. At most one a second, and one at a time.',
    idempotent: true,
    input: z.strictObject({ params: subscriptionParams }),
    problems: [
      'delivery_not_found',
      'idempotency_key_reused',
      'subscription_not_found',
      'too_often',
    ],
    handle: async (dependencies, { input: { params }, reach, claim }) => {
      const which = { ...params, reach };
      const { attempt, deliveryId, eventId } = await testSubscription(dependencies, {
        ...which,
        claim,
      });
      return { status: 200, body: { ...attempt, deliveryId, eventId } };
    },
  }),

  ownRoute({
    name: 'startReplay',
    method: 'POST',
    path: '/v1/subscriptions/{subscriptionId}/replay',
    role: 'subscriber',
    tag,
    summary: 'Send again what was recorded in a time',
    description:
      'With the same event ids, no faster than the subscription allows, and for events that its filter matches now. One replay of a subscription runs at a time.',
    idempotent: true,
    input: z.strictObject({ params: subscriptionParams, body: replayRequest }),
    problems: [
      'idempotency_key_reused',
      'replay_not_found',
      'replay_running',
      'subscription_disabled',
      'subscription_not_found',
    ],
    faults: ['from_after_through'],
    handle: async (dependencies, { input: { params, body }, reach, path, claim }) => {
      const which = { ...params, reach };
      const replay = await startReplay(dependencies, { ...which, ...body, claim });
      return {
        status: 202,
        body: answerOf(replay),
        headers: { location: besidesOf(path, `replays/${replay.replayId}`) },
      };
    },
  }),

  ownRoute({
    name: 'readReplay',
    method: 'GET',
    path: '/v1/subscriptions/{subscriptionId}/replays/{replayId}',
    role: 'subscriber',
    tag,
    summary: 'Read how far a replay has come',
    input: z.strictObject({ params: subscriptionParams.extend({ replayId: idInput }) }),
    problems: ['replay_not_found', 'subscription_not_found'],
    handle: async (dependencies, { input: { params }, reach }) => {
      const replay = await readReplay(dependencies, { ...params, reach });
      return { status: 200, body: answerOf(replay) };
    },
  }),
];

const answerOf = (replay: Replay): ReplayAnswer => ({
  replayId: replay.replayId,
  since: replay.since,
  until: replay.until,
  only: replay.only,
  state: replay.state,
  deliveries: replay.deliveries,
  requestedAt: replay.requestedAt,
});
