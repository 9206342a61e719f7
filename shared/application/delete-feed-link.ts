import { getFeedLink, type OneFeedLink } from './list-feed-links.ts';
import type { FeedLinks } from './ports.ts';

/** From here on its address opens nothing. @throws Refusal */
export const deleteFeedLink = async (
  dependencies: { readonly feedLinks: Pick<FeedLinks, 'get' | 'delete'> },
  which: OneFeedLink,
): Promise<void> => {
  const { feedLinkId } = await getFeedLink(dependencies, which);
  await dependencies.feedLinks.delete(feedLinkId);
};
