import { day, type Instant, laterOf, shift } from './instant.ts';

/** How a receiver has done of late. Waiting on its account spends no attempt of any delivery. */
export interface EndpointHealth {
  /** When the latest attempt began that was accepted. */
  readonly acceptedAt?: Instant;
  /** The first failure since anything was accepted. */
  readonly failingSince?: Instant;
  /** Failed attempts since then, of all deliveries. */
  readonly failures: number;
  /** How often in a row the circuit breaker has opened. */
  readonly trips: number;
  /** Nothing is sent before: the breaker is open, or the receiver asked for it by Retry-After. */
  readonly pausedUntil?: Instant;
  /** It came back then, or was enabled again: what waits since before is due at once. */
  readonly recoveringSince?: Instant;
}

/** The state of a subscription's target between two workers. */
export interface Endpoint {
  readonly subscriptionId: string;
  readonly health: EndpointHealth;
  /** The rate allows the next delivery from here. */
  readonly freeAt?: Instant;
  /** A message of the queue that is under way wakes a worker then. */
  readonly wokenAt?: Instant;
  /** What is known of its health is about the subscription as it was then. */
  readonly learntAt?: Instant;
  /** The disabling of which the owner has been told elsewhere. */
  readonly toldOf?: Instant;
}

export const healthy: EndpointHealth = { failures: 0, trips: 0 };

/**
 * The endpoint as it is for a subscription that was enabled again, or was given another target: what its
 * receiver did before counts no more.
 */
export const renewed = (endpoint: Endpoint, renewedAt: Instant | undefined): Endpoint =>
  renewedAt === undefined || (endpoint.learntAt ?? '') > renewedAt
    ? endpoint
    : { ...endpoint, health: { ...healthy, recoveringSince: renewedAt } };

/** So many failures in a row open the circuit breaker. */
const failuresToOpen = 5;
/** Seconds that it stays open: twice as long each time a probe fails. */
const firstPause = 30;
const longestPause = 15 * 60;
const inFlight = 10;

/** An endpoint that accepts nothing for so long is disabled, if it was tried that often. */
export const hopelessAfter = { days: 5, failures: 10 } as const;

/** After an attempt that began at `at` was accepted. */
export const afterSuccess = (
  health: EndpointHealth,
  { at, now }: { readonly at: Instant; readonly now: Instant },
): EndpointHealth => {
  const { pausedUntil, trips, recoveringSince = isBroken(health) ? at : undefined } = health;
  // What was under way when it was paused ends no pause.
  if (pausedUntil !== undefined && isPaused(health, now)) {
    return { failures: 0, trips, pausedUntil, acceptedAt: at };
  }
  return { ...healthy, acceptedAt: at, ...(recoveringSince !== undefined && { recoveringSince }) };
};

/** All that waited for it to come back has had its turn. */
export const recovered = ({ recoveringSince: _over, ...health }: EndpointHealth): EndpointHealth =>
  health;

/** After an attempt that began at `at` failed; `retryAfter` in seconds where the receiver stated it. */
export const afterFailure = (
  health: EndpointHealth,
  failure: { readonly at: Instant; readonly now: Instant; readonly retryAfter?: number },
): EndpointHealth => {
  const { at, now, retryAfter = 0 } = failure;
  const failures = health.failures + 1;
  const { failingSince = at, pausedUntil = now, acceptedAt, recoveringSince } = health;
  // Several deliveries under way fail together: that is one trip.
  const opens = (failures >= failuresToOpen || isBroken(health)) && now >= pausedUntil;
  const trips = health.trips + (opens ? 1 : 0);
  const pause = opens ? Math.min(longestPause, firstPause * 2 ** (trips - 1)) : 0;
  const until = laterOf(pausedUntil, shift(now, Math.max(pause, retryAfter) * 1000));
  return {
    // What was sent first may fail last.
    failingSince: failingSince < at ? failingSince : at,
    failures,
    trips,
    ...(acceptedAt !== undefined && { acceptedAt }),
    ...(until > now && { pausedUntil: until }),
    ...(recoveringSince !== undefined && !opens && { recoveringSince }),
  };
};

/** Whether its circuit breaker has opened and nothing has been accepted since. */
export const isBroken = ({ trips }: EndpointHealth): boolean => trips > 0;

export const isPaused = ({ pausedUntil }: EndpointHealth, now: Instant): boolean =>
  pausedUntil !== undefined && pausedUntil > now;

/** Deliveries that may be under way at a time: a broken endpoint is probed with one. */
export const mostInFlight = (health: EndpointHealth): number => (isBroken(health) ? 1 : inFlight);

/** Whether it has accepted nothing for five days, so that it is disabled. */
export const isHopeless = ({ failingSince, failures }: EndpointHealth, now: Instant): boolean =>
  failingSince !== undefined &&
  failures >= hopelessAfter.failures &&
  now >= shift(failingSince, hopelessAfter.days * day);
