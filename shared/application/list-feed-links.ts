import type { FeedLink } from '../domain/feed-link.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Reach } from './list-subscriptions.ts';
import type { FeedLinks, Page } from './ports.ts';

/** A feed link as a caller names it. */
export interface OneFeedLink {
  readonly feedLinkId: string;
  readonly reach: Reach;
}

export const listFeedLinks = (
  { feedLinks }: { readonly feedLinks: Pick<FeedLinks, 'list'> },
  { reach, limit, next }: { readonly reach: Reach; readonly limit: number; readonly next?: string },
): Promise<Page<FeedLink>> =>
  feedLinks.list({
    limit,
    ...(reach !== 'all' && { organisation: reach.organisation }),
    ...(next !== undefined && { next }),
  });

/** One feed link. Another organisation's is as unknown as one that does not exist. @throws Refusal */
export const getFeedLink = async (
  { feedLinks }: { readonly feedLinks: Pick<FeedLinks, 'get'> },
  { feedLinkId, reach }: OneFeedLink,
): Promise<FeedLink> => {
  const link = await feedLinks.get(feedLinkId);
  if (link !== undefined && (reach === 'all' || link.organisation === reach.organisation)) {
    return link;
  }
  throw new Refusal('feed_link_not_found', `There is no feed link ${feedLinkId}.`);
};
