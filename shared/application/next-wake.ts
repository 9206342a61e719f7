import type { Endpoint } from '../domain/endpoint.ts';
import { between, type Instant, shift } from '../domain/instant.ts';

/** When an endpoint is to be served next, and the message of the queue that is to see to it. */
export interface NextWake {
  /** A sweep sees to it then at the latest. */
  readonly wakeAt?: Instant;
  readonly message?: { readonly at: Instant; readonly delaySeconds: number };
}

/** Looked at once more, should the index have missed what was written a moment ago. */
const lookAgainAfter = 60_000;
/** The same, where someone came for something just written. */
const lookSoonAfter = 5_000;
/** What a queue can hold back; longer waits are for the sweep. */
const longestDelaySeconds = 900;

/** From what waits and what has been done. */
export const nextWake = (
  { wokenAt }: Pick<Endpoint, 'wokenAt'>,
  known: {
    readonly now: Instant;
    /** The earliest of what waits. */
    readonly next: Instant | undefined;
    readonly lookAgain: boolean;
    readonly lookSoon: boolean;
  },
): NextWake => {
  const { now, next, lookAgain, lookSoon } = known;
  const awaited = earliest(next, lookSoon ? shift(now, lookSoonAfter) : undefined);
  const wakeAt = earliest(awaited, lookAgain ? shift(now, lookAgainAfter) : undefined);
  const delaySeconds = messageAfter(now, awaited, wokenAt);
  return {
    ...(wakeAt !== undefined && { wakeAt }),
    ...(delaySeconds !== undefined && {
      message: { at: shift(now, delaySeconds * 1000), delaySeconds },
    }),
  };
};

const earliest = (...instants: readonly (Instant | undefined)[]): Instant | undefined =>
  instants.filter((instant) => instant !== undefined).toSorted()[0];

/**
 * Undefined where a message is under way that comes in time, or the sweep has to do. Were each worker to ask
 * for one, there would be as many as there have been wakes.
 */
const messageAfter = (
  now: Instant,
  awaited: Instant | undefined,
  coming: Instant | undefined,
): number | undefined => {
  if (awaited === undefined) return undefined;
  const seconds = Math.max(0, Math.ceil(between(now, awaited) / 1000));
  const comesInTime = coming !== undefined && coming > now && coming < shift(awaited, 1000);
  return comesInTime || seconds > longestDelaySeconds ? undefined : seconds;
};
