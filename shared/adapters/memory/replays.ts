import { type Clock, ConflictError, type Replays } from '#shared/application/ports.ts';
import type { Replay } from '#shared/domain/replay.ts';
import { type MemoryReceipts, memoryReceipts } from './receipts.ts';

export const memoryReplays = (dependencies: {
  readonly clock: Clock;
  readonly receipts?: MemoryReceipts;
}): Replays => {
  const { receipts = memoryReceipts(dependencies.clock) } = dependencies;
  const replays = new Map<string, Replay>();

  const find = (subscriptionId: string, replayId: string) => {
    const replay = replays.get(replayId);
    return replay?.subscriptionId === subscriptionId ? replay : undefined;
  };

  return {
    create: async (replay, receipt) => {
      const { subscriptionId, replayId } = replay;
      receipts.check(receipt);
      const running = [...replays.values()].find(
        (other) => other.subscriptionId === subscriptionId && other.state === 'running',
      );
      if (running !== undefined || replays.has(replayId)) {
        throw new ConflictError(`A replay of ${subscriptionId} is running`);
      }
      replays.set(replayId, replay);
      receipts.put(receipt);
    },
    get: async (subscriptionId, replayId) => find(subscriptionId, replayId),
    update: async (replay) => {
      const { subscriptionId, replayId, revision } = replay;
      const standing = find(subscriptionId, replayId);
      if (standing?.state !== 'running' || standing.revision !== revision - 1) {
        throw new ConflictError(`Replay ${replayId} does not run at revision ${revision - 1}`);
      }
      replays.set(replayId, replay);
    },
  };
};
