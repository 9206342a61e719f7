import type { Instant } from './instant.ts';

/** Sends again what was recorded in a time: all of it, or only what was not accepted. */
export interface Replay {
  readonly subscriptionId: string;
  readonly replayId: string;
  readonly since: Instant;
  /** Not included. */
  readonly until: Instant;
  readonly only: ReplayScope;
  readonly state: ReplayState;
  /** Deliveries asked for so far. */
  readonly deliveries: number;
  /** Where it goes on in the log of events; before the first step there is none. */
  readonly cursor?: string;
  /** By then the rate has let through what was opened so far: there is no next step before. */
  readonly resumesAt?: Instant;
  readonly requestedAt: Instant;
  /** 1, 2, 3 …: what a change was made from. */
  readonly revision: number;
}

/** `undelivered`: what failed, and what never became a delivery because the subscription was disabled. */
export const replayScopes = ['all', 'undelivered'] as const;

export type ReplayScope = (typeof replayScopes)[number];

/** `stopped`: before its end, because the subscription was disabled or deleted. */
export const replayStates = ['running', 'done', 'stopped'] as const;

export type ReplayState = (typeof replayStates)[number];
