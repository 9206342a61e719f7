import { type Delivery, deliveryRetentionDays, reopened } from '../domain/delivery.ts';
import type { CloudEvent } from '../domain/events.ts';
import { between, day, type Instant, shift } from '../domain/instant.ts';
import type { Replay } from '../domain/replay.ts';
import type { Subscription } from '../domain/subscription.ts';
import { inParallel } from './in-parallel.ts';
import { deliveryFor, type PlaceDeliveryDependencies, placeDelivery } from './place-delivery.ts';
import type {
  Clock,
  Deliveries,
  DeliveryQueue,
  EventLog,
  ReplayQueue,
  Replays,
  Subscriptions,
} from './ports.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

export interface RunReplayDependencies extends PlaceDeliveryDependencies {
  readonly replays: Pick<Replays, 'get' | 'update'>;
  readonly subscriptions: Pick<Subscriptions, 'get'>;
  readonly deliveries: Pick<Deliveries, 'create' | 'get' | 'update'>;
  readonly log: Pick<EventLog, 'cursorAt' | 'read'>;
  readonly queue: DeliveryQueue;
  readonly replayQueue: ReplayQueue;
  readonly clock: Pick<Clock, 'now'>;
}

/** A step opens what the subscription's rate lets through in so many seconds. */
const secondsAStep = 10;
/** It reads so many events at most, however few of them match. */
const mostRead = 2_000;
const pageSize = 100;
const longestDelaySeconds = 900;
/** Deliveries opened at the same time. */
const writers = 16;
/** An event may stand in the log after ones that were recorded so much later: a stream keeps it a day. */
const latest = day;

/**
 * One step of a replay: opens the deliveries of the next events in the log, and asks for the next step when
 * the rate has let them through. Done again, or beside a twin, it opens nothing twice and nothing sooner.
 */
export const runReplay = (
  dependencies: RunReplayDependencies,
  step: { readonly subscriptionId: string; readonly replayId: string },
): Promise<{ readonly opened: number; readonly done: boolean }> => {
  const { replays, subscriptions, replayQueue, clock } = dependencies;
  const { subscriptionId, replayId } = step;
  return retryOnConflict(async () => {
    const replay = await replays.get(subscriptionId, replayId);
    if (replay?.state !== 'running') return { opened: 0, done: true };
    const now = clock.now();
    const { resumesAt = now } = replay;
    if (now < resumesAt) {
      const delaySeconds = Math.min(longestDelaySeconds, Math.ceil(between(now, resumesAt) / 1000));
      await replayQueue.enqueue({ ...step, delaySeconds });
      return { opened: 0, done: false };
    }
    const subscription = await subscriptions.get(subscriptionId);
    const enabled = subscription?.state === 'enabled' ? subscription : undefined;
    const taken = enabled && (await readOn(dependencies, replay, enabled));
    const { opened, cursor, more } = taken ?? { opened: 0, more: false };
    const delaySeconds = Math.ceil(opened / (enabled?.maxPerSecond ?? 1));
    await replays.update({
      ...replay,
      ...(cursor !== undefined && { cursor }),
      ...(more && { resumesAt: shift(clock.now(), delaySeconds * 1000) }),
      state: enabled === undefined ? 'stopped' : more ? 'running' : 'done',
      deliveries: replay.deliveries + opened,
      revision: replay.revision + 1,
    });
    if (more) await replayQueue.enqueue({ ...step, delaySeconds });
    return { opened, done: !more };
  });
};

const readOn = async (
  dependencies: RunReplayDependencies,
  replay: Replay,
  subscription: Subscription,
): Promise<{ readonly opened: number; readonly cursor: string; readonly more: boolean }> => {
  const { log } = dependencies;
  const most = subscription.maxPerSecond * secondsAStep;
  const end = shift(replay.until, latest);
  let cursor = replay.cursor ?? (await log.cursorAt(replay.since));
  let opened = 0;
  let more = true;
  for (let read = 0; more && opened < most && read < mostRead; ) {
    const limit = Math.min(pageSize, most - opened);
    const page = await log.read({ after: cursor, limit });
    opened += await openPage(dependencies, { replay, subscription, events: page.events });
    read += limit;
    cursor = page.cursor;
    more = page.more && page.events.every(({ recordedtime }) => recordedtime < end);
  }
  return { opened, cursor, more };
};

interface Selection {
  readonly replay: Replay;
  readonly subscription: Subscription;
  readonly events: readonly CloudEvent[];
}

/** Opens what the page holds for the subscription, wakes its worker, and answers how many they are. */
const openPage = async (
  dependencies: RunReplayDependencies,
  selection: Selection,
): Promise<number> => {
  const { deliveries, queue, clock } = dependencies;
  const { replay, subscription } = selection;
  const { subscriptionId } = replay;
  const asked = askedFor(selection, clock.now());
  if (asked.size === 0) return 0;

  const standing = new Map(
    (await deliveries.get(subscriptionId, [...asked.keys()])).map((one) => [one.deliveryId, one]),
  );
  const chosen = [...asked.values()].filter((one) => asksFor(replay, standing.get(one.deliveryId)));
  if (chosen.length === 0) return 0;

  const waiting: string[] = [];
  await inParallel(chosen, writers, async (delivery) => {
    const { state, deliveryId } = await open(dependencies, replay, subscription, delivery);
    if (state === 'waiting') waiting.push(deliveryId);
  });
  await queue.wake([{ subscriptionId, deliveryIds: waiting }]);
  return chosen.length;
};

/** By id: an event may stand in the log twice. */
const askedFor = (
  { replay, subscription, events }: Selection,
  now: Instant,
): ReadonlyMap<string, Delivery> => {
  const { since, until, replayId, requestedAt } = replay;
  const oldest = shift(requestedAt, -deliveryRetentionDays * day);
  const deliveries = events
    .filter(({ recordedtime }) => recordedtime >= since && recordedtime < until)
    .flatMap((event) => {
      const at = event.recordedtime < oldest ? requestedAt : event.recordedtime;
      const delivery = deliveryFor(subscription, event, { now, at });
      return delivery ? [{ ...delivery, replayId }] : [];
    });
  return new Map(deliveries.map((delivery) => [delivery.deliveryId, delivery]));
};

const asksFor = ({ only, replayId }: Replay, standing: Delivery | undefined): boolean =>
  only === 'all' ||
  standing === undefined ||
  standing.state === 'failed' ||
  standing.replayId === replayId;

/** The delivery as it stands once this replay has opened it; that it does once. */
const open = (
  dependencies: RunReplayDependencies,
  replay: Replay,
  subscription: Subscription,
  asked: Delivery,
): Promise<Delivery> =>
  retryOnConflict(async () => {
    const { deliveries, clock } = dependencies;
    const { replayId } = replay;
    const standing = await placeDelivery(dependencies, subscription, asked);
    if (standing.replayId === replayId || !asksFor(replay, standing)) return standing;
    const { duty } = asked;
    const again = { ...reopened(standing, { now: clock.now(), replayId }), ...(duty && { duty }) };
    await deliveries.update(again);
    return again;
  });
