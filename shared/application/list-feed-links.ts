import type { FeedLink } from '../domain/feed-link.ts';
import { Refusal } from '../domain/refusal.ts';
import type { FeedLinks, Page } from './ports.ts';
import { isWithin, ownerIn, type Reach } from './reach.ts';

/** A feed link as a caller names it. */
export interface OneFeedLink {
  readonly feedLinkId: string;
  readonly reach: Reach;
}

export const listFeedLinks = (
  { feedLinks }: { readonly feedLinks: Pick<FeedLinks, 'list'> },
  { reach, ...page }: { readonly reach: Reach; readonly limit: number; readonly next?: string },
): Promise<Page<FeedLink>> => feedLinks.list({ ...ownerIn(reach), ...page });

/** One feed link. Another organisation's is as unknown as one that does not exist. @throws Refusal */
export const getFeedLink = async (
  { feedLinks }: { readonly feedLinks: Pick<FeedLinks, 'get'> },
  { feedLinkId, reach }: OneFeedLink,
): Promise<FeedLink> => {
  const link = await feedLinks.get(feedLinkId);
  if (link !== undefined && isWithin(reach, link)) return link;
  throw new Refusal('feed_link_not_found', `There is no feed link ${feedLinkId}.`);
};
