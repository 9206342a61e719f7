import type { Instant } from '../domain/instant.ts';
import { Refusal, refuse } from '../domain/refusal.ts';
import type { Replay, ReplayScope } from '../domain/replay.ts';
import { getEnabled, getSubscription, type OneSubscription } from './list-subscriptions.ts';
import { type Claim, once } from './once.ts';
import {
  type Clock,
  ConflictError,
  type Ids,
  type ReplayQueue,
  type Replays,
  type Subscriptions,
} from './ports.ts';
import { findReplay } from './read-replay.ts';

export interface StartReplayDependencies {
  readonly subscriptions: Pick<Subscriptions, 'get' | 'receipt'>;
  readonly replays: Pick<Replays, 'create' | 'get'>;
  readonly replayQueue: ReplayQueue;
  readonly ids: Ids;
  readonly clock: Pick<Clock, 'now'>;
}

export interface StartReplay extends OneSubscription {
  readonly since: Instant;
  /** Not included; now where left out. */
  readonly until?: Instant;
  readonly only: ReplayScope;
  readonly claim?: Claim | undefined;
}

/** A step that is asked for in advance: it takes up a replay whose first step was never asked for. */
const rescueAfterSeconds = 60;

/** Starts to send again what was recorded in a time. @throws Refusal */
export const startReplay = (
  dependencies: StartReplayDependencies,
  { since, until, only, claim, ...which }: StartReplay,
): Promise<Replay> => {
  const { subscriptions, replayQueue, ids, clock } = dependencies;
  const { subscriptionId } = which;
  return once(
    subscriptions,
    claim,
    async () => {
      await getEnabled(dependencies, which);
      const now = clock.now();
      const replay: Replay = {
        subscriptionId,
        replayId: ids.next(),
        since,
        until: until !== undefined && until < now ? until : now,
        only,
        state: 'running',
        deliveries: 0,
        requestedAt: now,
        revision: 1,
      };
      refuseEmpty(replay);
      const step = { subscriptionId, replayId: replay.replayId };
      await replayQueue.enqueue({ ...step, delaySeconds: rescueAfterSeconds });
      await create(dependencies, replay, claim);
      await replayQueue.enqueue({ ...step, delaySeconds: 0 });
      return replay;
    },
    async ({ replayId }) => {
      await getSubscription(dependencies, which);
      return findReplay(dependencies, { subscriptionId, replayId: String(replayId) });
    },
  );
};

const refuseEmpty = ({ since, until, requestedAt }: Replay): void => {
  if (since < until) return;
  const message =
    since < requestedAt
      ? 'since is not before until: there is nothing in between.'
      : 'since is not in the past: nothing has been recorded there.';
  throw refuse('from_after_through', '/since', message);
};

/** Of two at the same moment the store takes one. */
const create = async (
  { replays }: StartReplayDependencies,
  replay: Replay,
  claim: Claim | undefined,
): Promise<void> => {
  const { replayId } = replay;
  try {
    await replays.create(replay, claim && { ...claim, created: { replayId } });
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    throw new Refusal(
      'replay_running',
      'A replay of this subscription is running: start another one when it is done.',
    );
  }
};
