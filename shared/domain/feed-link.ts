import type { Instant } from './instant.ts';
import type { SubscriptionFilter } from './subscription.ts';

export const feeds = ['events.atom', 'calendar.ics'] as const;

export type Feed = (typeof feeds)[number];

/** A secret address of a feed, for programs that send no token. */
export interface FeedLink {
  readonly feedLinkId: string;
  /** The organisation that made it. */
  readonly organisation: string;
  readonly feed: Feed;
  readonly filter: SubscriptionFilter;
  /** SHA-256 of the secret part of the address, hex: the address itself is shown once and kept nowhere. */
  readonly secretHash: string;
  readonly createdAt: Instant;
}
