import { type Delivery, putOff } from '../domain/delivery.ts';
import { dueUntil, endOfTime, isDue } from '../domain/due.ts';
import {
  afterFailure,
  afterSuccess,
  type Endpoint,
  isBroken,
  isHopeless,
  isPaused,
  mostInFlight,
  recovered,
} from '../domain/endpoint.ts';
import type { DeliverableEvent } from '../domain/events.ts';
import { type Instant, laterOf, shift } from '../domain/instant.ts';
import { latenessOf } from '../domain/lateness.ts';
import type { DisabledReason, Subscription } from '../domain/subscription.ts';
import type { DrainResult } from './drain-result.ts';
import { inParallel } from './in-parallel.ts';
import { Pace } from './pace.ts';
import {
  type Clock,
  ConflictError,
  type Deliveries,
  type EventLog,
  type Subscriptions,
  UnavailableError,
} from './ports.ts';
import { type RecordAttemptDependencies, recordAttempt } from './record-attempt.ts';
import { type SendEventDependencies, type SentEvent, sendEvent } from './send-event.ts';

export interface DrainDependencies extends SendEventDependencies, RecordAttemptDependencies {
  readonly subscriptions: Pick<Subscriptions, 'get'>;
  readonly deliveries: Pick<Deliveries, 'get' | 'update' | 'waiting'>;
  readonly log: Pick<EventLog, 'events'>;
  readonly clock: Clock;
}

const pageSize = 100;
const mostReadAhead = 1_000;

/** One worker's time at one endpoint. */
export class Drain {
  readonly #dependencies: DrainDependencies;
  #subscription: Subscription;
  /** It is read again then. */
  #readAgainAt: Instant;
  /** The owner has disabled, deleted or renewed it meanwhile. */
  #ended = false;
  readonly #acquired: Endpoint;
  readonly #deadline: Instant;
  readonly #pace: Pace;
  /** Those attempted or put off in this time: in recovery they would be due again at once. */
  readonly #seen = new Set<string>();
  #health: Endpoint['health'];
  #next: Instant | undefined;
  readonly #done = { attempts: 0, delivered: 0, givenUp: 0, lateness: [] as number[] };
  /** Why nothing more is to be sent to this receiver. */
  disabled: DisabledReason | undefined;
  /** What the code failed on, of which the receiver knows nothing. */
  failure: unknown;

  constructor(
    dependencies: DrainDependencies,
    task: {
      readonly subscription: Subscription;
      readonly endpoint: Endpoint;
      readonly deadline: Instant;
    },
  ) {
    this.#dependencies = dependencies;
    this.#subscription = task.subscription;
    this.#readAgainAt = shift(dependencies.clock.now(), 1_000);
    this.#acquired = task.endpoint;
    this.#health = task.endpoint.health;
    this.#deadline = task.deadline;
    this.#pace = new Pace(dependencies.clock, task.subscription.maxPerSecond, task.endpoint.freeAt);
  }

  /** The subscription as it was when its receiver was tried last. */
  get tried(): Subscription {
    return this.#subscription;
  }

  get result(): DrainResult {
    return this.#done;
  }

  get endpoint(): Endpoint {
    return { ...this.#acquired, health: this.#health, freeAt: this.#pace.freeAt };
  }

  /** Sends what is due, those named first, until nothing is, the receiver pauses, or time is up. */
  async serve(deliveryIds: readonly string[]): Promise<void> {
    const { deliveries } = this.#dependencies;
    const { subscriptionId } = this.#subscription;
    let batch = this.#isOver() ? [] : await deliveries.get(subscriptionId, deliveryIds);
    let due = this.#due(batch);
    do {
      await this.#sendAll(due);
      if (this.#isOver()) return;
      batch = await deliveries.waiting({
        subscriptionId,
        until: dueUntil(this.#health, this.#dependencies.clock.now()),
        limit: this.#readAhead(),
      });
      due = this.#due(batch);
    } while (due.length > 0);
    // All that waited for it to come back has had its turn.
    this.#health = recovered(this.#health);
  }

  /** When the endpoint is to be served next; undefined where nothing waits. */
  async nextDue(): Promise<Instant | undefined> {
    const { deliveries, clock } = this.#dependencies;
    const { subscriptionId } = this.#subscription;
    const [first] = await deliveries.waiting({ subscriptionId, until: endOfTime, limit: 1 });
    const [next] = [first?.nextAttemptAt, this.#next]
      .filter((instant) => instant !== undefined)
      .toSorted();
    if (next === undefined) return undefined;
    const earliest = laterOf(clock.now(), this.#health.pausedUntil ?? '');
    return this.#health.recoveringSince === undefined ? laterOf(next, earliest) : earliest;
  }

  #isOver(now: Instant = this.#dependencies.clock.now()): boolean {
    const unwanted = this.#ended || this.disabled !== undefined;
    return unwanted || now >= this.#deadline || isPaused(this.#health, now);
  }

  #pageSize(): number {
    return isBroken(this.#health) ? 1 : pageSize;
  }

  /** In recovery those that were refused once more still stand before those that have not had their turn. */
  #readAhead(): number {
    const inTheWay = this.#health.recoveringSince === undefined ? 0 : this.#seen.size;
    return Math.min(this.#pageSize() + inTheWay, mostReadAhead);
  }

  #due(batch: readonly Delivery[]): readonly Delivery[] {
    const now = this.#dependencies.clock.now();
    return batch
      .filter((delivery) => isDue(delivery, this.#health, now))
      .filter(({ deliveryId }) => !this.#seen.has(deliveryId))
      .slice(0, this.#pageSize());
  }

  /** Side by side, but one document's in order. */
  async #sendAll(due: readonly Delivery[]): Promise<void> {
    if (due.length === 0) return;
    const events = await this.#eventsOf(due);
    const inOrder = due.toSorted((a, b) => (a.deliveryId < b.deliveryId ? -1 : 1));
    const chains = Map.groupBy(inOrder, ({ eventId }) => events.get(eventId)?.subject ?? eventId);
    await inParallel([...chains.values()], mostInFlight(this.#health), async (chain) => {
      for (const delivery of chain) {
        const event = events.get(delivery.eventId);
        if (event === undefined) await this.#putOff(delivery);
        else await this.#send(delivery, event).catch((error) => this.#giveWay(delivery, error));
      }
    });
  }

  async #eventsOf(due: readonly Delivery[]): Promise<ReadonlyMap<string, DeliverableEvent>> {
    const inline = due.flatMap(({ event }) => event ?? []);
    const inLog = due.filter(({ event }) => event === undefined).map(({ eventId }) => eventId);
    const logged = inLog.length === 0 ? [] : await this.#dependencies.log.events(inLog);
    return new Map([...inline, ...logged].map((event) => [event.id, event]));
  }

  async #send(delivery: Delivery, event: DeliverableEvent): Promise<void> {
    if (this.#isOver()) return;
    await this.#pace.turn();
    const now = this.#dependencies.clock.now();
    await this.#lookAtSubscription(now);
    // While it waited for its turn, another one may have found out that the receiver is down.
    if (this.#isOver(now)) return;
    const sent = await sendEvent(this.#dependencies, this.#subscription, event);
    this.#done.attempts += 1;
    const late = latenessOf(delivery, event, { ...sent, health: this.#health });
    if (late !== undefined) this.#done.lateness.push(late);
    this.#learn(sent);
    const tried = await recordAttempt(this.#dependencies, {
      subscription: this.#subscription,
      delivery,
      sent,
      acceptedAt: this.#health.acceptedAt,
    });
    if (tried !== undefined) this.#noteOutcome(tried);
  }

  /** It may be changed, disabled or deleted while it is served. */
  async #lookAtSubscription(now: Instant): Promise<void> {
    if (now < this.#readAgainAt) return;
    this.#readAgainAt = shift(now, 1_000);
    const latest = await this.#dependencies.subscriptions.get(this.#subscription.subscriptionId);
    const { renewedAt } = this.#subscription;
    if (latest?.state === 'enabled' && latest.renewedAt === renewedAt) this.#subscription = latest;
    else this.#ended = true;
  }

  #learn({ attempt, retryAfter }: SentEvent): void {
    const { at, error, status, durationMs } = attempt;
    const now = shift(at, durationMs);
    if (error === undefined) {
      this.#health = afterSuccess(this.#health, { at, now });
      return;
    }
    const asked = retryAfter !== undefined && { retryAfter };
    this.#health = afterFailure(this.#health, { at, now, ...asked });
    if (status === 410) this.disabled = 'gone';
    else if (isHopeless(this.#health, now)) this.disabled ??= 'failing';
  }

  #noteOutcome({ deliveryId, state, nextAttemptAt }: Delivery): void {
    this.#seen.add(deliveryId);
    if (state === 'delivered') this.#done.delivered += 1;
    if (state === 'failed') this.#done.givenUp += 1;
    this.#noteNext(nextAttemptAt);
  }

  #noteNext(instant: Instant | undefined): void {
    if (instant !== undefined && (this.#next === undefined || instant < this.#next)) {
      this.#next = instant;
    }
  }

  /** A poison delivery waits ever longer, and its neighbours go first; what passes by itself is for everyone. */
  async #giveWay(delivery: Delivery, error: unknown): Promise<void> {
    if (error instanceof UnavailableError || error instanceof ConflictError) throw error;
    this.failure ??= error;
    await this.#putOff(delivery);
  }

  async #putOff(delivery: Delivery): Promise<void> {
    const later = putOff(delivery, this.#dependencies.clock.now());
    this.#seen.add(delivery.deliveryId);
    this.#noteNext(later.nextAttemptAt);
    try {
      await this.#dependencies.deliveries.update(later);
    } catch (error) {
      // Asked for again meanwhile: it is due anyway.
      if (!(error instanceof ConflictError)) throw error;
    }
  }
}
