import { type Endpoint, renewed } from '../domain/endpoint.ts';
import { type Instant, shift } from '../domain/instant.ts';
import type { DisabledReason, Subscription } from '../domain/subscription.ts';
import {
  disableSubscription,
  type TellOwnerDependencies,
  tellOwner,
} from './disable-subscription.ts';
import { Drain, type DrainDependencies } from './drain.ts';
import { type DrainResult, nothingDone, sumOf } from './drain-result.ts';
import { nextWake } from './next-wake.ts';
import type { Endpoints, Ids, Subscriptions, Wake } from './ports.ts';

export type DeliverDueDependencies = DrainDependencies &
  TellOwnerDependencies & {
    readonly subscriptions: Pick<Subscriptions, 'get' | 'update'>;
    readonly endpoints: Pick<Endpoints, 'acquire' | 'release' | 'forget'>;
    readonly ids: Ids;
  };

export interface DeliverDue extends Pick<Wake, 'subscriptionId' | 'deliveryIds'> {
  /** Nothing is sent from here on. */
  readonly deadline: Instant;
}

/** What came of a wake. `deleted` and `disabled`: the subscription is, or was while it was served. */
export type DeliverResult =
  | { readonly result: 'busy' }
  | ({
      readonly result: 'deleted' | 'disabled' | 'served';
      /** It is this worker who has disabled it. */
      readonly disabled?: DisabledReason;
    } & DrainResult);

/** Longer than a worker lives after its deadline: a sending takes 15 seconds at the most. */
const leaseAfterDeadline = 30_000;
/** When an endpoint is looked at again after a failure of ours. */
const againAfterFailure = 60_000;

/**
 * Serves an endpoint: sends what is due to it, unless another worker does so already, who then looks for
 * more before it leaves. What is due later is waited for by the queue or by the sweep.
 */
export const deliverDue = async (
  dependencies: DeliverDueDependencies,
  { subscriptionId, deliveryIds, deadline }: DeliverDue,
): Promise<DeliverResult> => {
  const { endpoints, ids, clock } = dependencies;
  const worker = ids.next();
  const until = shift(deadline, leaseAfterDeadline);
  const endpoint = await endpoints.acquire({ subscriptionId, worker, now: clock.now(), until });
  if (endpoint === undefined) return { result: 'busy' };

  const visit = new Visit(dependencies, { worker, endpoint, deadline });
  try {
    let result = await visit.once(deliveryIds);
    // Whoever found it taken has left a mark: the owner may have changed it, or there is more to send.
    while (result === undefined) result = await visit.once([]);
    return result;
  } catch (error) {
    const wakeAt = shift(clock.now(), againAfterFailure);
    while (!(await endpoints.release(visit.endpoint, { worker, wakeAt })));
    throw error;
  }
};

/** A worker's stay at an endpoint that it has taken. */
class Visit {
  readonly #dependencies: DeliverDueDependencies;
  readonly #worker: string;
  readonly #deadline: Instant;
  #sum = nothingDone;
  #disabled: DisabledReason | undefined;
  /** Someone has come for something that an index may not show yet. */
  #marked = false;
  /** What is learnt is about the subscription as it was then. */
  #readAt: Instant;
  endpoint: Endpoint;

  constructor(
    dependencies: DeliverDueDependencies,
    stay: { readonly worker: string; readonly endpoint: Endpoint; readonly deadline: Instant },
  ) {
    this.#dependencies = dependencies;
    this.#worker = stay.worker;
    this.#deadline = stay.deadline;
    this.#readAt = dependencies.clock.now();
    this.endpoint = stay.endpoint;
  }

  /** Looks at the subscription, does what there is to do, and leaves; undefined where there is more to do. */
  async once(deliveryIds: readonly string[]): Promise<DeliverResult | undefined> {
    const { subscriptions, endpoints, clock } = this.#dependencies;
    const { subscriptionId } = this.endpoint;
    this.#readAt = clock.now();
    const subscription = await subscriptions.get(subscriptionId);
    if (subscription === undefined) {
      await endpoints.forget(subscriptionId);
      return this.#result('deleted');
    }
    return subscription.state === 'disabled'
      ? this.#rest(subscription)
      : this.#serve(subscription, deliveryIds);
  }

  async #rest(subscription: Subscription): Promise<DeliverResult | undefined> {
    const { disabledAt, disabledReason } = subscription;
    if (disabledAt !== undefined && disabledReason !== 'owner') {
      if (this.endpoint.toldOf !== disabledAt) {
        await tellOwner(this.#dependencies, { ...subscription, disabledAt });
      }
      this.endpoint = { ...this.endpoint, toldOf: disabledAt };
    }
    return (await this.#leave({})) ? this.#result('disabled') : undefined;
  }

  async #serve(
    subscription: Subscription,
    deliveryIds: readonly string[],
  ): Promise<DeliverResult | undefined> {
    const { clock } = this.#dependencies;
    const endpoint = renewed(this.endpoint, subscription.renewedAt);
    const drain = new Drain(this.#dependencies, {
      subscription,
      endpoint,
      deadline: this.#deadline,
    });
    try {
      await drain.serve(deliveryIds);
    } finally {
      this.endpoint = drain.endpoint;
      this.#sum = sumOf(this.#sum, drain.result);
    }
    const { disabled, failure, tried } = drain;
    if (failure !== undefined) throw failure;
    if (disabled !== undefined) {
      const { failingSince } = this.endpoint.health;
      const task = { tried, reason: disabled, failingSince };
      if (await disableSubscription(this.#dependencies, task)) this.#disabled = disabled;
      return undefined;
    }
    const next = await drain.nextDue();
    const { attempts } = this.#sum;
    const wake = nextWake(this.endpoint, {
      now: clock.now(),
      next,
      lookAgain: attempts > 0,
      lookSoon: this.#marked,
    });
    const left = await this.#leave(wake);
    return left ? this.#result('served') : undefined;
  }

  #result(result: 'deleted' | 'disabled' | 'served'): DeliverResult {
    return { result, ...(this.#disabled && { disabled: this.#disabled }), ...this.#sum };
  }

  /** False where someone has left a mark. */
  async #leave({ wakeAt, message }: Partial<ReturnType<typeof nextWake>>): Promise<boolean> {
    const { endpoints, queue } = this.#dependencies;
    const { subscriptionId } = this.endpoint;
    const left = await endpoints.release(
      {
        ...this.endpoint,
        learntAt: this.#readAt,
        ...(message !== undefined && { wokenAt: message.at }),
      },
      { worker: this.#worker, ...(wakeAt !== undefined && { wakeAt }) },
    );
    this.#marked ||= !left;
    if (left && message !== undefined) {
      const { delaySeconds } = message;
      await queue.wake([{ subscriptionId, deliveryIds: [], delaySeconds }]);
    }
    return left;
  }
}
