import type { Instant } from '../domain/instant.ts';
import { between } from '../domain/instant.ts';
import type { DocumentDependencies } from './document-write.ts';
import { DueShard, type ShardResult } from './due-shard.ts';
import type { Clock, UploadChecks, WakeUps } from './ports.ts';

export interface ApplyDueDependencies extends DocumentDependencies {
  readonly clock: Clock;
  readonly wakeUps: Pick<WakeUps, 'enqueue'>;
  readonly uploadChecks: UploadChecks;
}

export interface ApplyDueInput {
  /** What the wake-up is for; a sweep looks for whatever is due now. */
  readonly instant?: Instant;
  /** The one shard to be written, where it has so much that it was handed over; else each of them. */
  readonly shard?: number;
  /** Stop starting work here, and ask for another wake-up if some is left. */
  readonly deadline: Instant;
}

export interface Applied extends ShardResult {
  /** False when something was handed to another wake-up. */
  readonly finished: boolean;
}

/**
 * Writes every change that is due. Woken ahead of the instant it loads the first documents of each shard, waits,
 * and writes at the instant; then it looks again for what it did not see. A shard that has more goes to an
 * invocation of its own, ahead of the instant where that is known. A wake-up for what no longer holds finds
 * nothing, and a second one for the same instant does nothing.
 */
export const applyDue = async (
  dependencies: ApplyDueDependencies,
  { instant, shard, deadline }: ApplyDueInput,
): Promise<Applied> => {
  const { clock, wakeUps, repository } = dependencies;
  if (instant !== undefined && instant >= deadline) {
    const seconds = Math.floor(between(clock.now(), instant) / 1000);
    const delaySeconds = Math.max(0, Math.min(900, seconds));
    await wakeUps.enqueue({ instant, ...(shard !== undefined && { shard }), delaySeconds });
    return { applied: 0, checked: 0, failed: [], finished: false };
  }
  const shards = shard === undefined ? [...Array(repository.dueShards).keys()] : [shard];
  const work = shards.map(
    (each) =>
      new DueShard(dependencies, {
        shard: each,
        deadline,
        isAlone: shard !== undefined,
        isSweep: instant === undefined,
      }),
  );
  if (instant !== undefined && instant > clock.now()) {
    await Promise.all(work.map((each) => each.load(instant)));
    await clock.sleepUntil(instant);
  }
  const until = clock.now();
  await Promise.all(work.map((each) => each.write(until)));
  return {
    applied: work.reduce((sum, { applied }) => sum + applied, 0),
    checked: work.reduce((sum, { checked }) => sum + checked, 0),
    failed: work.flatMap(({ failed }) => failed),
    finished: work.every(({ isHandedOver }) => !isHandedOver),
  };
};
