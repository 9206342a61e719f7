import type { DeliverableEvent, SubscriptionEvent } from './events.ts';
import { between, type Instant, laterOf, shift } from './instant.ts';
import { delayAfter, jitter, retrySchedule } from './retry-schedule.ts';

/** `failed`: every attempt is spent. A waiting one may also wait for its receiver to come back. */
export const deliveryStates = ['waiting', 'delivered', 'failed'] as const;

export type DeliveryState = (typeof deliveryStates)[number];

/** Why an attempt failed, in a word; what the receiver wrote is shown to nobody. */
export const attemptErrors = [
  'refused',
  'redirected',
  'timeout',
  'connection',
  'tls',
  'address_not_allowed',
  'target_not_found',
  'access_denied',
  'throttled',
  'unavailable',
] as const;

export type AttemptError = (typeof attemptErrors)[number];

/** Without an error it was accepted. `status` is an HTTP status, where one came. */
export interface Attempt {
  readonly at: Instant;
  readonly status?: number;
  readonly durationMs: number;
  readonly error?: AttemptError;
}

/** A decision that names the subscriber among its recipients: telling it is a duty. */
export interface Duty {
  readonly documentId: string;
  readonly decisionId: string;
  /** As the decision names them. */
  readonly recipients: readonly string[];
}

/** One event for one subscription, and all that has been tried. */
export interface Delivery {
  readonly subscriptionId: string;
  /** Begins with a time, so that order of ids is order of time; the same over every repeat. */
  readonly deliveryId: string;
  readonly eventId: string;
  readonly type: string;
  readonly state: DeliveryState;
  /** The latest ones. */
  readonly attempts: readonly Attempt[];
  /** Attempts since it was created or asked for again: the place in the schedule. */
  readonly spent: number;
  /** When it was created or asked for again. */
  readonly openedAt: Instant;
  /** While it waits. */
  readonly nextAttemptAt?: Instant;
  /** Where the event is in no log. */
  readonly event?: SubscriptionEvent;
  readonly duty?: Duty;
  /** The replay that asked for it last: it asks once. */
  readonly replayId?: string;
  readonly createdAt: Instant;
  /** 1, 2, 3 …: what a change was made from. */
  readonly revision: number;
}

/** Days that a delivery is kept. */
export const deliveryRetentionDays = 30;

const attemptsKept = 50;

/** `20260630T220000500Z-<event id>`: found again from the event, in order of time, and fit for an address. */
export const deliveryIdOf = (event: DeliverableEvent, at: Instant = event.recordedtime): string =>
  `${at.replace(/[-:.]/g, '')}-${event.id}`;

/** A delivery to be made at once. `at` where the event is older than what is kept. */
export const newDelivery = (
  event: DeliverableEvent,
  facts: Pick<Delivery, 'subscriptionId' | 'duty' | 'replayId' | 'event'>,
  { now, at }: { readonly now: Instant; readonly at?: Instant },
): Delivery => ({
  ...facts,
  deliveryId: deliveryIdOf(event, at),
  eventId: event.id,
  type: event.type,
  state: 'waiting',
  attempts: [],
  spent: 0,
  openedAt: now,
  nextAttemptAt: now,
  createdAt: now,
  revision: 1,
});

/** A test is attempted once, by whoever asked for it: it is never due. */
export const testDelivery = (event: SubscriptionEvent, now: Instant): Delivery => {
  const { nextAttemptAt: _never, ...delivery } = newDelivery(
    event,
    { subscriptionId: event.subject, event },
    { now },
  );
  return delivery;
};

/** How a test ended. */
export const afterTest = (delivery: Delivery, attempt: Attempt): Delivery => ({
  ...delivery,
  state: attempt.error === undefined ? 'delivered' : 'failed',
  attempts: [attempt],
  spent: 1,
  revision: delivery.revision + 1,
});

/** Put off without spending an attempt: its event is not in the log yet. */
export const putOff = (delivery: Delivery, now: Instant): Delivery => {
  const waited = Math.max(5_000, Math.min(3_600_000, between(delivery.openedAt, now)));
  return { ...delivery, nextAttemptAt: shift(now, waited), revision: delivery.revision + 1 };
};

/** What an attempt makes of the delivery. Without a next one it has failed for good. */
export const afterAttempt = (
  delivery: Delivery,
  attempt: Attempt,
  circumstances: {
    /** From 0 to 1. */
    readonly random: number;
    /** Seconds that the receiver asked for. */
    readonly retryAfter?: number;
    /** When the latest attempt began that the receiver accepted, of any delivery. */
    readonly acceptedAt?: Instant;
  },
): Delivery => {
  const { nextAttemptAt: due = '', ...rest } = delivery;
  const attempts = [...delivery.attempts, attempt].slice(-attemptsKept);
  // What is tried before its time, because its receiver came back, does not lose its place by that.
  const isEarly = attempt.at < due;
  const spent = delivery.spent + (isEarly ? 0 : 1);
  const tried = { ...rest, attempts, spent, revision: delivery.revision + 1 };
  // What another worker has seen accepted meanwhile stays so.
  if (attempt.error === undefined || delivery.state === 'delivered') {
    return { ...tried, state: 'delivered' };
  }

  const answeredAt = shift(attempt.at, attempt.durationMs);
  const waitUntil = (seconds: number) => shift(answeredAt, Math.ceil(seconds * 1000));
  const asked = waitUntil(circumstances.retryAfter ?? 0);
  if (isEarly) return { ...tried, state: 'waiting', nextAttemptAt: laterOf(due, asked) };
  const seconds = nextDelay(tried, circumstances);
  if (seconds === undefined) return { ...tried, state: 'failed' };
  const spread = 1 + jitter * (2 * circumstances.random - 1);
  return { ...tried, state: 'waiting', nextAttemptAt: laterOf(waitUntil(seconds * spread), asked) };
};

/**
 * A receiver that accepts nothing at all does not lose what was meant for it: the last wait of the
 * schedule is repeated until it accepts something, or is disabled.
 */
const nextDelay = (
  { type, spent, openedAt }: Delivery,
  { acceptedAt }: { readonly acceptedAt?: Instant },
): number | undefined => {
  // A test that is asked for again is attempted once, as the first time.
  if (type === 'subscription.test') return undefined;
  const acceptsNothing = acceptedAt === undefined || acceptedAt < openedAt;
  return delayAfter(spent) ?? (acceptsNothing ? retrySchedule.at(-1) : undefined);
};

/** Asked for again: at once, and from the first place of the schedule unless it was waiting anyway. */
export const reopened = (
  delivery: Delivery,
  { now, replayId }: { readonly now: Instant; readonly replayId?: string },
): Delivery => ({
  ...delivery,
  ...(replayId !== undefined && { replayId }),
  ...(delivery.state !== 'waiting' && { spent: 0, openedAt: now }),
  state: 'waiting',
  nextAttemptAt: now,
  revision: delivery.revision + 1,
});
