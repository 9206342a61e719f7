import type { Attempt, Delivery } from './delivery.ts';
import type { EndpointHealth } from './endpoint.ts';
import type { DeliverableEvent } from './events.ts';
import { between, shift } from './instant.ts';

/**
 * Milliseconds from the instant of a change, or from the recording where that came later, until the receiver had
 * accepted the event. Undefined where it says nothing of us: not accepted at the first attempt, asked for again, or
 * by a receiver that had refused something before. `health` is that before the attempt.
 */
export const latenessOf = (
  { spent, replayId }: Delivery,
  { recordedtime, data }: DeliverableEvent,
  { attempt, health }: { readonly attempt: Attempt; readonly health: EndpointHealth },
): number | undefined => {
  const isRepeat = spent > 0 || replayId !== undefined;
  const wasWell = health.failures === 0 && health.recoveringSince === undefined;
  if (attempt.error !== undefined || isRepeat || !wasWell) return undefined;
  const { lateBySeconds } = data;
  const written = typeof lateBySeconds === 'number' ? lateBySeconds * 1000 : 0;
  const accepted = shift(attempt.at, attempt.durationMs);
  return Math.max(0, Math.round(written + between(recordedtime, accepted)));
};
