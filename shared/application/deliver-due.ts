import { recovering } from '../domain/endpoint.ts';
import { between, type Instant, shift } from '../domain/instant.ts';
import type { DisabledReason } from '../domain/subscription.ts';
import {
  type DisableSubscriptionDependencies,
  disableSubscription,
} from './disable-subscription.ts';
import { Drain, type DrainDependencies, type DrainResult } from './drain.ts';
import type { Endpoints, Ids, Wake } from './ports.ts';

export type DeliverDueDependencies = DrainDependencies &
  DisableSubscriptionDependencies & {
    readonly endpoints: Pick<Endpoints, 'acquire' | 'release' | 'forget'>;
    readonly ids: Ids;
  };

export interface DeliverDue extends Pick<Wake, 'subscriptionId' | 'deliveryIds'> {
  /** Nothing is sent from here on. */
  readonly deadline: Instant;
}

/** What came of a wake. */
export type DeliverResult =
  | { readonly result: 'deleted' | 'busy' | 'disabled' }
  | ({ readonly result: 'served'; readonly disabled?: DisabledReason } & DrainResult);

/** Longer than a worker lives after its deadline: a sending takes 15 seconds at the most. */
const leaseAfterDeadline = 30_000;
/** Looked at once more, should the index have missed what was written a moment ago. */
const lookAgainAfter = 60_000;
/** What a queue can hold back; longer waits are for the sweep. */
const longestDelaySeconds = 900;

/**
 * Serves an endpoint: sends what is due to it, unless another worker does so already, who then looks for
 * more before it leaves. What is due later is waited for by the queue or by the sweep.
 */
export const deliverDue = async (
  dependencies: DeliverDueDependencies,
  { subscriptionId, deliveryIds, deadline }: DeliverDue,
): Promise<DeliverResult> => {
  const { subscriptions, endpoints, ids, clock } = dependencies;
  const subscription = await subscriptions.get(subscriptionId);
  if (subscription === undefined) {
    await endpoints.forget(subscriptionId);
    return { result: 'deleted' };
  }
  const worker = ids.next();
  const until = shift(deadline, leaseAfterDeadline);
  const endpoint = await endpoints.acquire({ subscriptionId, worker, now: clock.now(), until });
  if (endpoint === undefined) return { result: 'busy' };
  if (subscription.state === 'disabled') {
    // Whoever enables it again starts with a clean slate, and with all that waits.
    const health = recovering(clock.now());
    while (!(await endpoints.release({ ...endpoint, health }, { worker })));
    return { result: 'disabled' };
  }

  const drain = new Drain(dependencies, { subscription, endpoint, deadline });
  try {
    await drain.serve(deliveryIds);
    while (!(await leave(dependencies, drain, worker))) await drain.serve([]);
  } catch (error) {
    const wakeAt = shift(clock.now(), lookAgainAfter);
    while (!(await endpoints.release(drain.endpoint, { worker, wakeAt })));
    throw error;
  }
  const { disabled, failure } = drain;
  if (failure !== undefined) throw failure;
  return { result: 'served', ...(disabled && { disabled }), ...drain.result };
};

/** Gives the endpoint back, with what is to come; false where there is more to do at once. */
const leave = async (
  dependencies: DeliverDueDependencies,
  drain: Drain,
  worker: string,
): Promise<boolean> => {
  const { endpoints, queue, clock } = dependencies;
  const { endpoint, disabled } = drain;
  const { subscriptionId } = endpoint;
  if (disabled !== undefined) {
    const { failingSince } = endpoint.health;
    await disableSubscription(dependencies, { subscriptionId, reason: disabled, failingSince });
    return endpoints.release({ ...endpoint, health: recovering(clock.now()) }, { worker });
  }
  const next = await drain.nextDue();
  const now = clock.now();
  const lookAgain = drain.result.attempts > 0 ? shift(now, lookAgainAfter) : undefined;
  const [wakeAt] = [next, lookAgain].filter((instant) => instant !== undefined).toSorted();
  const delaySeconds = messageAfter(now, next, endpoint.wokenAt);
  const wokenAt = delaySeconds === undefined ? endpoint.wokenAt : shift(now, delaySeconds * 1000);
  const left = await endpoints.release(
    { ...endpoint, ...(wokenAt && { wokenAt }) },
    { worker, ...(wakeAt && { wakeAt }) },
  );
  if (left && delaySeconds !== undefined) {
    await queue.wake([{ subscriptionId, deliveryIds: [], delaySeconds }]);
  }
  return left;
};

/**
 * Seconds after which a message is to come; undefined where one is under way that comes in time, or the sweep
 * has to do. Were each worker to ask for one, there would be as many as there have been wakes.
 */
const messageAfter = (
  now: Instant,
  next: Instant | undefined,
  coming: Instant | undefined,
): number | undefined => {
  if (next === undefined) return undefined;
  const seconds = Math.max(0, Math.ceil(between(now, next) / 1000));
  const comesInTime = coming !== undefined && coming > now && coming < shift(next, 1000);
  return comesInTime || seconds > longestDelaySeconds ? undefined : seconds;
};
