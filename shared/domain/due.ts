import type { Delivery } from './delivery.ts';
import type { EndpointHealth } from './endpoint.ts';
import type { Instant } from './instant.ts';

/** Later than any delivery waits. */
export const endOfTime = '9999-12-31T23:59:59.999Z';

/** What waits for its receiver is due as soon as that is back: then there is no end to what may be. */
export const dueUntil = ({ recoveringSince }: EndpointHealth, now: Instant): Instant =>
  recoveringSince === undefined ? now : endOfTime;

/** Whether a delivery is to be attempted now: its time has come, or it has not been tried since its receiver came back. */
export const isDue = (
  { nextAttemptAt, attempts }: Delivery,
  { recoveringSince }: EndpointHealth,
  now: Instant,
): boolean =>
  nextAttemptAt !== undefined &&
  (nextAttemptAt <= now ||
    (recoveringSince !== undefined && (attempts.at(-1)?.at ?? '') <= recoveringSince));
