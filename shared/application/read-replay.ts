import { Refusal } from '../domain/refusal.ts';
import type { Replay } from '../domain/replay.ts';
import { getSubscription, type OneSubscription } from './list-subscriptions.ts';
import type { Replays, Subscriptions } from './ports.ts';

/** How far a replay has come. @throws Refusal */
export const readReplay = async (
  dependencies: {
    readonly subscriptions: Pick<Subscriptions, 'get'>;
    readonly replays: Pick<Replays, 'get'>;
  },
  { replayId, ...which }: OneSubscription & { readonly replayId: string },
): Promise<Replay> => {
  const { subscriptionId } = await getSubscription(dependencies, which);
  return findReplay(dependencies, { subscriptionId, replayId });
};

/** A replay of a subscription that the caller may see. @throws Refusal */
export const findReplay = async (
  { replays }: { readonly replays: Pick<Replays, 'get'> },
  { subscriptionId, replayId }: Pick<Replay, 'subscriptionId' | 'replayId'>,
): Promise<Replay> => {
  const replay = await replays.get(subscriptionId, replayId);
  if (replay !== undefined) return replay;
  throw new Refusal('replay_not_found', `The subscription has no replay ${replayId}.`);
};
