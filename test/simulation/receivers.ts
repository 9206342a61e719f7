import type { Outcome } from '#shared/application/ports.ts';
import type { Instant } from '#shared/domain/instant.ts';

/** How a receiver answers, and when. */
export interface Answer extends Omit<Outcome, 'durationMs'> {
  readonly afterMs: number;
}

/** What reaches a receiver. */
export interface Received {
  readonly eventId: string;
  readonly eventType: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly at: Instant;
}

/** A receiver is a function of what it gets and when. */
export type Receiver = (received: Received) => Answer;

export const accepts: Receiver = () => ({ status: 204, afterMs: 20 });

export const refuses =
  (status: number, retryAfter?: string): Receiver =>
  () => ({
    status,
    error: 'refused',
    afterMs: 20,
    ...(retryAfter !== undefined && { retryAfter }),
  });

/** Nothing listens there. */
export const dead: Receiver = () => ({ error: 'connection', afterMs: 50 });

/** Answers nothing until the sender has had enough. */
export const hangs: Receiver = () => ({ error: 'timeout', afterMs: 15_000 });

/** A byte now and then, and the end just in time. */
export const drips: Receiver = () => ({ status: 200, afterMs: 14_900 });

export interface Outage {
  readonly from: Instant;
  readonly to: Instant;
  readonly meanwhile?: Receiver;
}

export const away =
  (outages: readonly Outage[], otherwise: Receiver = accepts): Receiver =>
  (received) => {
    const outage = outages.find(({ from, to }) => received.at >= from && received.at < to);
    return (outage ? (outage.meanwhile ?? dead) : otherwise)(received);
  };
