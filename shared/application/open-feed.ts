import type { Feed, FeedLink } from '../domain/feed-link.ts';
import { Refusal } from '../domain/refusal.ts';
import { partsOf } from './feed-address.ts';
import type { FeedLinks, FeedSecrets } from './ports.ts';

export interface OpenFeedDependencies {
  readonly feedLinks: Pick<FeedLinks, 'get'>;
  readonly feedSecrets: Pick<FeedSecrets, 'hash' | 'isSame'>;
}

/**
 * The link behind the address. Why an address opens nothing is not told: unknown, revoked, another
 * secret or another feed are all the same. @throws Refusal
 */
export const openFeed = async (
  { feedLinks, feedSecrets }: OpenFeedDependencies,
  { address, feed }: { readonly address: string; readonly feed: Feed },
): Promise<FeedLink> => {
  const { feedLinkId, secret } = partsOf(address);
  const link = isId(feedLinkId) ? await feedLinks.get(feedLinkId) : undefined;
  const hash = feedSecrets.hash(secret);
  if (link?.feed === feed && feedSecrets.isSame(hash, link.secretHash)) return link;
  throw new Refusal(
    'feed_link_not_found',
    'No feed has this address: ask its owner for a new one.',
  );
};

// Anything else would be refused by the store, and with another answer.
const isId = (text: string): boolean => /^[0-9a-f-]{36}$/.test(text);
