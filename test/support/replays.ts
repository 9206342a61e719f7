import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryDeliveries } from '#shared/adapters/memory/deliveries.ts';
import { memoryDeliveryQueue } from '#shared/adapters/memory/delivery-queue.ts';
import { memoryDuties } from '#shared/adapters/memory/duties.ts';
import { memoryEventLog } from '#shared/adapters/memory/event-log.ts';
import { memoryReplayQueue } from '#shared/adapters/memory/replay-queue.ts';
import { memoryReplays } from '#shared/adapters/memory/replays.ts';
import { memorySubscriptions } from '#shared/adapters/memory/subscriptions.ts';
import { runReplay } from '#shared/application/run-replay.ts';
import { afterAttempt, type Delivery, newDelivery } from '#shared/domain/delivery.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { shift } from '#shared/domain/instant.ts';
import type { Replay } from '#shared/domain/replay.ts';
import type { Subscription } from '#shared/domain/subscription.ts';
import { event } from './events.ts';
import { subscription } from './subscriptions.ts';

export const now = '2026-06-01T12:00:00.000Z';
export const { subscriptionId } = subscription();
export const replayId = '01890000-0000-7000-8000-0000000000a1';
export const step = { subscriptionId, replayId };

/** The n-th event of a document, recorded n minutes after eleven. */
export const nth = (sequence: number, change: Partial<CloudEvent> = {}): CloudEvent => ({
  ...event('document.updated', { sequence }),
  recordedtime: shift('2026-06-01T11:00:00.000Z', sequence * 60_000),
  ...change,
});

export const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => nth(from + index));

/** A replay of a log in which nothing has been done yet. */
export const setUp = async ({
  events = range(1, 5),
  ...change
}: {
  readonly events?: readonly CloudEvent[];
  readonly subscription?: Partial<Subscription>;
  readonly replay?: Partial<Replay>;
}) => {
  const clock = virtualClock(now);
  const dependencies = {
    replays: memoryReplays({ clock }),
    subscriptions: memorySubscriptions({ clock }),
    deliveries: memoryDeliveries({ clock }),
    duties: memoryDuties(),
    log: memoryEventLog(),
    queue: memoryDeliveryQueue(),
    replayQueue: memoryReplayQueue(),
    clock,
  };
  const subscribed = subscription(1, change.subscription);
  await dependencies.subscriptions.create(subscribed);
  await dependencies.log.append(events);
  await dependencies.replays.create({
    ...step,
    since: '2026-06-01T00:00:00.000Z',
    until: now,
    only: 'all',
    state: 'running',
    deliveries: 0,
    requestedAt: now,
    revision: 1,
    ...change.replay,
  });
  return { ...dependencies, subscribed };
};

export type World = Awaited<ReturnType<typeof setUp>>;

/** Steps until there are no more, ten seconds or what was asked for apart. */
export const finish = async (world: World): Promise<readonly number[]> => {
  const opened: number[] = [];
  for (let done = false; !done; ) {
    const outcome = await runReplay(world, step);
    opened.push(outcome.opened);
    done = outcome.done;
    world.clock.advance((world.replayQueue.queued.at(-1)?.delaySeconds ?? 0) * 1000);
  }
  return opened;
};

export const rows = async ({ deliveries }: World): Promise<readonly Delivery[]> => {
  const query = { subscriptionId, now, limit: 10_000 };
  return (await deliveries.list(query)).items.toReversed();
};

export const sequences = async (world: World): Promise<readonly number[]> =>
  (await rows(world))
    .filter((row) => row.replayId === replayId)
    .map(({ eventId }) => Number(eventId.slice(-10)));

/** The event's delivery as an earlier attempt left it. */
export const left = (state: Delivery['state'], of: CloudEvent): Delivery => {
  const delivery = newDelivery(of, { subscriptionId }, { now: of.recordedtime });
  const attempt = {
    at: of.recordedtime,
    durationMs: 0,
    ...(state === 'delivered' ? { status: 204 } : { status: 500, error: 'refused' as const }),
  };
  const spent = state === 'failed' ? 9 : 0;
  return {
    ...afterAttempt({ ...delivery, spent }, attempt, { random: 0.5, acceptedAt: of.recordedtime }),
    revision: 1,
  };
};
